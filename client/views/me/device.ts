const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, '微信'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/QQBrowser\//, 'QQ'],
  [/(?:360SE|QIHU)/, '360'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Linux/, 'Linux'],
];

/** What a browser calls itself, short: `Chrome · Windows`. What is unknown stands as it is, cut; nothing is a dash. */
export function deviceText(agent: string): string {
  const of = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(agent))?.[1];
  const found = [of(browsers), of(systems)].filter((part) => part !== undefined);
  return found.length > 0 ? found.join(' · ') : agent.slice(0, 40) || '–';
}
