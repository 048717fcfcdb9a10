// form[data-passkey="create|get"][data-options=URL]: asks the URL what is wanted, lets the device make or show a
// passkey, puts the answer into the field `credential` and sends the form. data-offer: also offered by the browser
// where somebody types an address (conditional UI). Hidden where the browser knows no passkeys.
import { each, t } from "./words";

type Encoded = { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] };

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const descriptors = (found: Encoded[] | undefined): PublicKeyCredentialDescriptor[] => (found ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function asked(form: HTMLFormElement): Promise<any> {
  const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(form.dataset["options"] ?? "", { method: "POST", headers: { "X-CSRFToken": token }, cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function made(form: HTMLFormElement): Promise<Credential | null> {
  const wanted = await asked(form);
  return navigator.credentials.create({
    publicKey: { ...wanted, challenge: bytes(wanted.challenge), user: { ...wanted.user, id: bytes(wanted.user.id) }, excludeCredentials: descriptors(wanted.excludeCredentials) },
  });
}

async function shown(form: HTMLFormElement, how: CredentialRequestOptions): Promise<Credential | null> {
  const wanted = await asked(form);
  return navigator.credentials.get({ ...how, publicKey: { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: descriptors(wanted.allowCredentials) } });
}

function plain(credential: PublicKeyCredential): string {
  const { response } = credential;
  const inside: Record<string, unknown> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    inside["attestationObject"] = text(response.attestationObject);
    inside["transports"] = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    inside["authenticatorData"] = text(response.authenticatorData);
    inside["signature"] = text(response.signature);
    inside["userHandle"] = text(response.userHandle);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment, response: inside, clientExtensionResults: {} });
}

function why(problem: unknown): string {
  const name = problem instanceof Error ? problem.name : "";
  if (name === "InvalidStateError") return t("この端末のパスキーは、すでに登録されています。", "This device’s passkey is registered already.");
  if (name === "NotAllowedError") return t("パスキーの操作が取りやめられたか、時間が過ぎました。もう一度お試しください。", "It was cancelled, or took too long. Please try again.");
  return t("パスキーを使えませんでした。ページを読み直して、もう一度お試しください。", "The passkey could not be used. Please reload the page and try again.");
}

export function passkeys(root: ParentNode): void {
  if (!("PublicKeyCredential" in window)) return;
  each<HTMLFormElement>(root, "form[data-passkey]", "Passkey", (form) => {
    const said = document.createElement("p");
    said.className = "message message-error";
    said.setAttribute("role", "alert");
    let offered: AbortController | null = null;
    let at = false;
    form.hidden = false;

    const send = (credential: Credential | null): void => {
      const field = form.elements.namedItem("credential");
      if (!(credential instanceof PublicKeyCredential) || !(field instanceof HTMLInputElement)) return;
      field.value = plain(credential);
      form.submit();
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (at) return;
      at = true;
      said.remove();
      offered?.abort();
      (form.dataset["passkey"] === "create" ? made(form) : shown(form, {}))
        .then(send)
        .catch((problem: unknown) => {
          said.textContent = why(problem);
          form.prepend(said);
        })
        .finally(() => (at = false));
    });

    const offer = async (): Promise<void> => {
      if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      offered = new AbortController();
      send(await shown(form, { mediation: "conditional", signal: offered.signal }));
    };
    if (form.dataset["offer"] !== undefined) offer().catch(() => undefined);
  });
}
