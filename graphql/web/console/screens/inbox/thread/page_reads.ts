/** The reading of a thread's pages: one at a time, and what is new is read however busy it is when that is told. */
export class PageReads {
  readonly #isLoaded: () => boolean;
  readonly #readNewer: () => Promise<void>;
  #isReading = false;
  #isNewerWanted = false;

  /** `readNewer` reads what stands behind the end, once there is a first page. */
  constructor(isLoaded: () => boolean, readNewer: () => Promise<void>) {
    this.#isLoaded = isLoaded;
    this.#readNewer = readNewer;
  }

  /** Nothing while another page is on its way, and where it fails: the next movement asks again. */
  async once(work: () => Promise<void>): Promise<void> {
    if (this.#isReading) {
      return;
    }
    this.#isReading = true;
    try {
      await work();
      while (this.#isNewerWanted && this.#isLoaded()) {
        this.#isNewerWanted = false;
        await this.#readNewer().catch((error) => {
          this.#isNewerWanted = true;
          throw error;
        });
      }
    } catch {
      // What is there stays.
    } finally {
      this.#isReading = false;
    }
  }

  /** Now, or as soon as the page is there that is on its way. */
  newer(): Promise<void> {
    this.#isNewerWanted = true;
    return this.goOn();
  }

  /** The first page is there: it may be older than what was told meanwhile. */
  goOn(): Promise<void> {
    return this.once(async () => undefined);
  }
}
