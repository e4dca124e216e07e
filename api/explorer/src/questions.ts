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

/** By type, the most asked ones first. */
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
    label: "investorsElse",
    type: "Organization",
    patterns: ["Organization <-INVESTED_IN- * -INVESTED_IN-> Organization"],
  },
  {
    label: "competitors",
    type: "Organization",
    patterns: [
      "Organization -DEVELOPS-> Technology <-DEVELOPS- Organization",
      "Organization -DEVELOPS-> Technology -BUILT_ON-> Technology <-BUILT_ON- Technology <-DEVELOPS- Organization",
    ],
  },
  {
    label: "partnersFunds",
    type: "Organization",
    patterns: ["Organization -PARTNERS_WITH- Organization <-INVESTED_IN- *"],
  },
  {
    label: "portfolioTechnologies",
    type: "Organization",
    patterns: ["Organization -INVESTED_IN-> Organization -DEVELOPS|USES-> Technology"],
  },
  {
    label: "touched",
    type: "Organization",
    patterns: [
      "Organization <-GOVERNS- Policy",
      "Organization -DEVELOPS|USES-> Technology <-GOVERNS- Policy",
    ],
  },
  {
    label: "supplyChain",
    type: "Organization",
    patterns: ["Organization <-SUPPLIES- Organization", "Organization -SUPPLIES-> Organization"],
  },
  {
    label: "group",
    type: "Organization",
    patterns: [
      "Organization -PART_OF-> Organization", "Organization <-PART_OF- Organization",
      "Organization -ACQUIRED-> Organization", "Organization <-ACQUIRED- Organization",
    ],
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
  {
    label: "personFunds",
    type: "Person",
    patterns: ["Person -FOUNDED|WORKS_FOR-> Organization <-INVESTED_IN- *"],
  },
  {
    label: "personTechnologies",
    type: "Person",
    patterns: ["Person -DEVELOPS-> Technology", "Person -FOUNDED|WORKS_FOR-> Organization -DEVELOPS-> Technology"],
  },
  { label: "governs", type: "Policy", patterns: ["Policy -GOVERNS-> *"] },
  { label: "issuer", type: "Policy", patterns: ["Policy <-ISSUED- Organization"] },
  {
    label: "policyFirms",
    type: "Policy",
    patterns: ["Policy -GOVERNS-> Technology <-DEVELOPS|USES- Organization"],
  },
  {
    label: "policyFunds",
    type: "Policy",
    patterns: [
      "Policy -GOVERNS-> Organization <-INVESTED_IN- *",
      "Policy -GOVERNS-> Technology <-DEVELOPS- Organization <-INVESTED_IN- *",
    ],
  },
  { label: "follows", type: "Policy", patterns: ["Policy -BASED_ON-> Policy", "Policy <-BASED_ON- Policy"] },
  { label: "developers", type: "Technology", patterns: ["Technology <-DEVELOPS- *"] },
  { label: "governedBy", type: "Technology", patterns: ["Technology <-GOVERNS- Policy"] },
  {
    label: "technologyFunds",
    type: "Technology",
    patterns: ["Technology <-DEVELOPS- Organization <-INVESTED_IN- *"],
  },
  { label: "users", type: "Technology", patterns: ["Technology <-USES- Organization"] },
  { label: "builtOn", type: "Technology", patterns: ["Technology -BUILT_ON-> Technology", "Technology <-BUILT_ON- Technology"] },
  { label: "located", type: "Place", patterns: ["Place <-LOCATED_IN- Organization"] },
  { label: "placeFunds", type: "Place", patterns: ["Place <-LOCATED_IN- Organization <-INVESTED_IN- *"] },
  { label: "placeTechnologies", type: "Place", patterns: ["Place <-LOCATED_IN- Organization -DEVELOPS-> Technology"] },
];

/** Return the questions that can be asked about a type of entity. */
export function questionsFor(type: string): Question[] {
  return QUESTIONS.filter((question) => question.type === type);
}

/** Return the chains that follow any of some patterns from an entity, the best first. */
export async function answer(entity: string, patterns: string[]): Promise<Ranking> {
  const rankings = await Promise.all(
    patterns.map((pattern) => api.chains(entity, pattern, ANSWERS)),
  );
  const paths = rankings.flatMap((ranking) => ranking.paths);
  return {
    complete: rankings.every((ranking) => ranking.complete),
    paths: paths.sort((left, right) => right.score - left.score).slice(0, ANSWERS),
  };
}
