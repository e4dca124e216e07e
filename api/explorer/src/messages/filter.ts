/** Words for what is left out, and of what time. */

export const en = {};

export const zh: typeof en = {};
