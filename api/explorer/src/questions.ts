/** Ready questions: each is one or more patterns of links from an entity on. */

import * as api from "./api";
import type { Message } from "./messages";
import type { Ranking } from "./types";

export interface Question {
  label: Message;
  type: string;
  patterns: string[];
}

const ANSWERS = 20;
const ROLES = "WORKS_FOR|FOUNDED|MEMBER_OF";

export const QUESTIONS: Question[] = [
  { label: "funds", type: "Organization", patterns: ["Organization <-INVESTED_IN- *"] },
  {
    label: "policies",
    type: "Organization",
    patterns: [
      "Organization -INVESTED_IN-> Organization <-GOVERNS- Policy",
      "Organization -INVESTED_IN-> Organization -DEVELOPS|USES-> Technology <-GOVERNS- Policy",
    ],
  },
  {
    label: "coinvestors",
    type: "Organization",
    patterns: ["Organization -INVESTED_IN-> Organization <-INVESTED_IN- *"],
  },
  {
    label: "people",
    type: "Organization",
    patterns: [`Organization <-${ROLES}- Person -${ROLES}-> Organization`],
  },
  {
    label: "active",
    type: "Person",
    patterns: [`Person -${ROLES}|INVESTED_IN-> Organization`],
  },
  {
    label: "colleagues",
    type: "Person",
    patterns: [`Person -${ROLES}-> Organization <-${ROLES}- Person`],
  },
  { label: "governs", type: "Policy", patterns: ["Policy -GOVERNS-> *"] },
  { label: "issuer", type: "Policy", patterns: ["Policy <-ISSUED- Organization"] },
  { label: "developers", type: "Technology", patterns: ["Technology <-DEVELOPS- *"] },
  { label: "governedBy", type: "Technology", patterns: ["Technology <-GOVERNS- Policy"] },
  { label: "located", type: "Place", patterns: ["Place <-LOCATED_IN- Organization"] },
];

/** Return the questions that can be asked about a type of entity. */
export function questionsFor(type: string): Question[] {
  return QUESTIONS.filter((question) => question.type === type);
}

/** Return the answers to a question, the best first. */
export async function answer(entity: string, question: Question): Promise<Ranking> {
  const rankings = await Promise.all(
    question.patterns.map((pattern) => api.chains(entity, pattern, ANSWERS)),
  );
  const paths = rankings.flatMap((ranking) => ranking.paths);
  return {
    complete: rankings.every((ranking) => ranking.complete),
    paths: paths.sort((left, right) => right.score - left.score).slice(0, ANSWERS),
  };
}
