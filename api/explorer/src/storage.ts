/** What the browser keeps for the page; where it refuses, the page keeps it until it closes. */

export interface Storing {
  get(key: string): string | null;
  /** Keep a value, or forget it where it is null; false if the browser refused. */
  set(key: string, value: string | null): boolean;
}

/** Return a store that never fails: reading the property alone throws where storage is off. */
function storing(open: () => Storage): Storing {
  const here = new Map<string, string>();
  return {
    get(key) {
      try {
        return open().getItem(key);
      } catch {
        return here.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        if (value === null) open().removeItem(key);
        else open().setItem(key, value);
        return true;
      } catch {
        if (value === null) here.delete(key);
        else here.set(key, value);
        return false;
      }
    },
  };
}

/** What stays when the tab is closed. */
export const lasting = storing(() => localStorage);
/** What goes when the tab is closed. */
export const passing = storing(() => sessionStorage);
