/** What a page is opened with on a phone. */
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
