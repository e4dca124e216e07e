/** Words for documents that are brought in. */

export const en = {};

export const zh: typeof en = {};
