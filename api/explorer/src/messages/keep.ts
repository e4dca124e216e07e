/** Words for undo, saved views, files and reports. */

export const en = {};

export const zh: typeof en = {};
