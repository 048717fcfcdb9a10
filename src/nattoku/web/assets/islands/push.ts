// form[data-push=KEY]: switches push on for this device. The subscription goes into the form's `address`, and the form is
// posted like any other. data-push-known: traces of the devices that the server knows. [data-push-state] says how it stands.
import { each, t, worker } from "./words";

const SAID = {
  on: () => t("この端末はオンです。", "On for this device."),
  off: () => t("この端末はオフです。", "Off for this device."),
  never: () => t("このブラウザーでは、プッシュ通知を使えません。", "This browser cannot show pushes."),
  refused: () =>
    t(
      "ブラウザーの設定で通知が止められています。設定でこのサイトの通知を許可してから、もう一度お試しください。",
      "Notifications are blocked in the browser's settings. Please allow them for this site and try again.",
    ),
  failed: () => t("登録できませんでした。通信の状態をお確かめのうえ、もう一度お試しください。", "It could not be registered. Please check the connection and try again."),
};

async function trace(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A word for this device, which the person may change. */
function called(): string {
  const says = navigator.userAgent;
  const machine = ["iPhone", "iPad", "Android", "Windows", "Mac", "Linux"].find((name) => says.includes(name)) ?? t("端末", "Device");
  const browser = [["Edg/", "Edge"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]].find(([mark]) => says.includes(mark ?? ""))?.[1];
  return browser ? `${machine} ${browser}` : machine;
}

async function subscribed(key: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(worker(), { scope: "/" });
  const registration = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await registration.pushManager.subscribe(wanted);
  } catch (error) {
    // Registered for another key: that of an earlier installation at the same address.
    const earlier = await registration.pushManager.getSubscription();
    if (!earlier) throw error;
    await earlier.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  }
}

export function push(root: ParentNode): void {
  each<HTMLFormElement>(root, "form[data-push]", "Push", (form) => {
    const state = form.parentElement?.querySelector<HTMLElement>("[data-push-state]");
    const address = form.elements.namedItem("address");
    const label = form.elements.namedItem("label");
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (!state || !button || !(address instanceof HTMLInputElement) || !(label instanceof HTMLInputElement)) return;
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
      state.textContent = SAID.never();
      return;
    }
    if (!label.value) label.value = called();

    const look = async (): Promise<void> => {
      const registration = await navigator.serviceWorker.getRegistration("/");
      const has = await registration?.pushManager.getSubscription();
      const on = !!has && (form.dataset["pushKnown"] ?? "").split(",").includes(await trace(has.endpoint));
      state.textContent = on ? SAID.on() : SAID.off();
      form.hidden = on;
    };

    form.addEventListener("submit", (event) => {
      if (address.value) return;
      event.preventDefault();
      button.disabled = true;
      void (async () => {
        try {
          if ((await Notification.requestPermission()) !== "granted") {
            state.textContent = SAID.refused();
            return;
          }
          address.value = JSON.stringify((await subscribed(form.dataset["push"] ?? "")).toJSON());
          form.submit();
        } catch {
          state.textContent = SAID.failed();
        } finally {
          button.disabled = false;
        }
      })();
    });
    look().catch(() => {
      state.textContent = SAID.never();
    });
  });
}
