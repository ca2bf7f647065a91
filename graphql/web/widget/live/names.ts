/** What the widget's keys are called in the browser's storage, for the loader and the app alike. */
export const nameOf = (key: string, name: string): string => `switchboard:${key}:${name}`;
