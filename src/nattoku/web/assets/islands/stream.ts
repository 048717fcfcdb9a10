// One connection a page to what the server tells by itself (server-sent events). It is open while the page is seen: a browser
// has six connections to one address, and a page nobody looks at needs none. Without it pages ask now and then, as ever.

export type Changed = { version: number; by?: string; words: string; told?: boolean; url?: string };
export type Presence = { people: { name: string; typing: boolean; since: string }[]; words: string };
type Listener = { changed?: (news: Changed) => void; presence?: (here: Presence) => void };

class Stream {
  private source: EventSource | null = null;
  private listeners: Listener[] = [];

  constructor(private readonly url: string) {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()));
    window.addEventListener("pagehide", () => this.close());
    window.addEventListener("pageshow", () => this.open());
    this.open();
  }

  /** Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.listeners.push(listener);
    return () => void (this.listeners = this.listeners.filter((one) => one !== listener));
  }

  /** Whether what is new arrives by itself just now. */
  get alive(): boolean {
    return this.source?.readyState === EventSource.OPEN;
  }

  private open(): void {
    if (document.hidden || (this.source && this.source.readyState !== EventSource.CLOSED)) return;
    this.source = new EventSource(this.url);
    this.source.addEventListener("changed", (event) => {
      for (const one of this.listeners) one.changed?.(JSON.parse(event.data as string) as Changed);
    });
    this.source.addEventListener("presence", (event) => {
      for (const one of this.listeners) one.presence?.(JSON.parse(event.data as string) as Presence);
    });
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    for (const one of this.listeners) one.presence?.({ people: [], words: "" });
  }
}

const streams = new Map<string, Stream>();

/** The stream of an address. What the page has seen of a case stands in its line (islands/here.ts). */
export function stream(path: string): Stream {
  let found = streams.get(path);
  if (!found) {
    const line = document.querySelector<HTMLElement>(`[data-here="${CSS.escape(path)}"]`);
    const asked = new URLSearchParams();
    if (line?.dataset["seen"]) asked.set("seen", line.dataset["seen"]);
    if (line?.dataset["promise"]) asked.set("promise", line.dataset["promise"]);
    found = new Stream(asked.size ? `${path}?${asked}` : path);
    streams.set(path, found);
  }
  return found;
}
