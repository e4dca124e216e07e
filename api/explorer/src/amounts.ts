/** Amounts of money in the words of the reader's language: "3.2亿元", "CNY 320 million". */

import { current, t } from "./language";
import type { Properties } from "./types";

const MANY = 1_000_000; // from which on English names the size of a number
const HOW = ["about", "nearly", "over", "under"] as const;

/** Return what an amount comes to in words, or null where its value is not known. */
export function amountInWords(properties: Properties): string | null {
  const { amount_value, amount_low, amount_high, amount_how, currency } = properties;
  const ends = [amount_value, amount_low, amount_high].filter((end) => typeof end === "string").map(Number);
  const code = typeof currency === "string" ? currency : "";
  const [low, high] = ends.filter(Number.isFinite).map((end) => said(end, code));
  if (low === undefined) return null;
  if (high !== undefined) return t("amount.between", { low, high });
  const how = HOW.find((each) => each === amount_how);
  return how ? t(`amount.${how}`, { amount: low }) : low;
}

function said(value: number, currency: string): string {
  const isChinese = current() === "zh";
  const number = value.toLocaleString(current(), {
    notation: isChinese || value >= MANY ? "compact" : "standard", compactDisplay: "long",
    maximumFractionDigits: 2,
  });
  return isChinese ? number + nameOf(currency) : `${currency} ${number}`.trim();
}

/** Return a currency's Chinese name; whatever is no code as it is. */
function nameOf(currency: string): string {
  if (currency === "CNY") return "元";
  const isCode = /^[A-Z]{3}$/.test(currency);
  return (isCode && new Intl.DisplayNames("zh", { type: "currency" }).of(currency)) || currency;
}
