/** Words for finding names and beginning somewhere. */

export const en = {
  allTypes: "All",
  typeOffered: "Offer only this type",
  recent: "Recent",
  clearRecent: "Clear recent",
  recentCleared: "The list of recent picks is empty.",
  offered: "{n} found",
  bestConnected: "Best connected",
  linkCount: "{n} links",
  oneLink: "1 link",
  showWhole: "Show the whole graph",
  showBest: "Show the best connected {n}",
  wholeShown: "Entities shown: {n}; links: {links}.",
};

export const zh: typeof en = {
  allTypes: "全部",
  typeOffered: "只显示此类型",
  recent: "最近选择",
  clearRecent: "清除最近选择",
  recentCleared: "最近选择已清空。",
  offered: "找到 {n} 个",
  bestConnected: "关系最多",
  linkCount: "{n} 条关系",
  oneLink: "1 条关系",
  showWhole: "显示整个图谱",
  showBest: "显示关系最多的 {n} 个实体",
  wholeShown: "已显示实体：{n}；关系：{links}。",
};
