/** Words for picking, pinning, folding and paths among several. */

export const en = {};

export const zh: typeof en = {};
