// The service worker: shows a push and opens its case. It stores nothing and answers no request.
type Told = { title?: string; url?: string; tag?: string; urgent?: boolean; lang?: string };
type Later = Event & { waitUntil(work: Promise<unknown>): void };
type Pushed = Later & { data: { json(): unknown } | null };
type Tapped = Later & { notification: Notification };
type Page = { url: string; focus(): Promise<Page>; navigate(url: string): Promise<Page | null> };
type Own = {
  location: Location;
  registration: ServiceWorkerRegistration;
  clients: { claim(): Promise<void>; matchAll(which: object): Promise<Page[]>; openWindow(url: string): Promise<Page | null> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: string, heard: (event: never) => void): void;
};
const own = self as unknown as Own;

own.addEventListener("install", (event: Later) => event.waitUntil(own.skipWaiting()));
own.addEventListener("activate", (event: Later) => event.waitUntil(own.clients.claim()));

function told(event: Pushed): Told {
  try {
    return (event.data?.json() as Told | null) ?? {};
  } catch {
    return {}; // a browser demands that every push is shown, also one that cannot be read
  }
}

/** A path of ours, whatever was sent. */
function path(url: unknown): string {
  const there = new URL(typeof url === "string" ? url : "/", own.location.origin);
  return there.origin === own.location.origin ? there.pathname : "/";
}

own.addEventListener("push", (event: Pushed) => {
  const news = told(event);
  const en = news.lang === "en";
  const title = news.title || (en ? "Nattoku: a notice" : "納得からのお知らせ");
  const shown = {
    body: en ? "Tap to open it in Nattoku." : "タップすると、納得の画面で開きます。",
    tag: news.tag ?? "nattoku",
    lang: en ? "en" : "ja",
    requireInteraction: news.urgent === true,
    data: { url: path(news.url) },
  };
  event.waitUntil(own.registration.showNotification(title, shown));
});

own.addEventListener("notificationclick", (event: Tapped) => {
  event.notification.close();
  const url = path((event.notification.data as Told | null)?.url);
  const open = async (): Promise<void> => {
    const pages = await own.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = pages.find((page) => new URL(page.url).pathname === url);
    // A page that shows another case is left alone: somebody may be typing in it.
    await (there ? there.focus() : own.clients.openWindow(url));
  };
  event.waitUntil(open());
});
export {};
