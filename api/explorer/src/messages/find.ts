/** Words for finding names and beginning somewhere. */

export const en = {};

export const zh: typeof en = {};
