/** Words for looks and layouts. */

export const en = {};

export const zh: typeof en = {};
