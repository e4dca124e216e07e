/** What the page says, in each language; `{x}` stands for a value. */

import * as bring from "./bring";
import { en as coreEn } from "./core.en";
import { zh as coreZh } from "./core.zh";
import * as filter from "./filter";
import * as find from "./find";
import * as follow from "./follow";
import * as keep from "./keep";
import * as look from "./look";

export const en = {
  ...coreEn, ...find.en, ...filter.en, ...look.en, ...follow.en, ...keep.en, ...bring.en,
};

export type Message = keyof typeof en;

export const zh: Record<Message, string> = {
  ...coreZh, ...find.zh, ...filter.zh, ...look.zh, ...follow.zh, ...keep.zh, ...bring.zh,
};
