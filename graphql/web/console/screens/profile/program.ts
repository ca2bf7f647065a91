/** Which browser on which system a session is of, as far as it says so; the rest of what it says tells people nothing. */

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

export interface Program {
  /** `Firefox · Windows`; what it calls itself where that is no browser. */
  name: string;
  isPhone: boolean;
}

export function programOf(userAgent: string): Program {
  const found = (table: typeof BROWSERS) => table.find(([said]) => said.test(userAgent))?.[1];
  const system = found(SYSTEMS);
  const names = [found(BROWSERS), system].filter((name) => name !== undefined);
  return {
    name: names.length > 0 ? names.join(" · ") : (userAgent.split(/[\s/]/)[0] ?? userAgent),
    isPhone: system === "iPhone" || system === "Android",
  };
}
