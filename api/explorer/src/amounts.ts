/** Amounts of money in the words of the reader's language: "3.2亿元", "CNY 320 million". */

import { current, t } from "./language";

const CHINESE: Record<string, number> = { 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12 };
const ENGLISH: Record<string, number> = {
  thousand: 1e3, k: 1e3, million: 1e6, m: 1e6, mn: 1e6, billion: 1e9, b: 1e9, bn: 1e9, trillion: 1e12,
};
const FORM = /(\d[\d,，]*(?:[.．]\d+)?)\s*(万亿|千万|百万|万|亿|thousand|million|billion|trillion|mn|bn|k|m|b)?/iu;
const QUALIFIERS: [RegExp, "nearly" | "about" | "over"][] = [
  [/近|nearly|almost|close to/iu, "nearly"],
  [/约|about|around|some |approximately/iu, "about"],
  [/超|逾|余|多|over|more than|exceed/iu, "over"],
];
const CURRENCIES: Record<string, string> = {
  CNY: "元", USD: "美元", EUR: "欧元", HKD: "港元", JPY: "日元", GBP: "英镑", SGD: "新加坡元", KRW: "韩元", TWD: "新台币",
};

/** Return what a printed amount comes to in words, or null where it names no number.
 *
 * "数千万元" names none: what is printed stands alone then.
 */
export function amountInWords(printed: string, currency: string): string | null {
  const found = FORM.exec(printed.normalize("NFKC"));
  if (!found?.[1] || /[数几]/u.test(printed)) return null;
  const unit = (found[2] ?? "").toLowerCase();
  const value = Number(found[1].replaceAll(/[,，]/gu, "")) * (CHINESE[unit] ?? ENGLISH[unit] ?? 1);
  if (!Number.isFinite(value) || value <= 0) return null;
  const qualifier = QUALIFIERS.find(([form]) => form.test(printed))?.[1];
  const plain = current() === "zh" ? inChinese(value, currency) : inEnglish(value, currency);
  return qualifier ? t(`amount.${qualifier}`, { amount: plain }) : plain;
}

const plainNumber = (value: number, language: string): string =>
  value.toLocaleString(language, { maximumFractionDigits: 2 });

function inChinese(value: number, currency: string): string {
  const [size, unit] = value >= 1e12 ? [1e12, "万亿"] : value >= 1e8 ? [1e8, "亿"] : value >= 1e4 ? [1e4, "万"] : [1, ""];
  return `${plainNumber(value / size, "zh")}${unit}${CURRENCIES[currency] ?? ` ${currency}`}`;
}

function inEnglish(value: number, currency: string): string {
  const [size, unit] = value >= 1e12 ? [1e12, " trillion"] : value >= 1e9 ? [1e9, " billion"]
    : value >= 1e6 ? [1e6, " million"] : [1, ""];
  return `${currency} ${plainNumber(value / size, "en")}${unit}`;
}
