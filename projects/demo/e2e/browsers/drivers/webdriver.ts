// The part of https://www.w3.org/TR/webdriver2/ that the adapter for WebKit needs.

/** Sends a command of a session, such as `POST url`, and returns the value of the answer. */
export type Command = <T = unknown>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<T>;

export interface WebDriverSession {
  readonly command: Command;
  readonly browserVersion: string;
}

interface NewSession {
  readonly sessionId: string;
  readonly capabilities: { readonly browserVersion: string };
}

/** Opens a session at a driver, which starts a browser for it. */
export async function openSession(
  driver: string,
  capabilities: Readonly<Record<string, unknown>>,
): Promise<WebDriverSession> {
  const { sessionId, capabilities: granted } = await send<NewSession>('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: capabilities },
  });
  return {
    browserVersion: granted.browserVersion,
    command: (method, path, body) =>
      send(method, `${driver}/session/${sessionId}${path && `/${path}`}`, body),
  };
}

async function send<T>(method: string, url: string, body?: object): Promise<T> {
  // WebDriver requires an object even in a POST without parameters.
  const content = method === 'POST' ? JSON.stringify(body ?? {}) : null;
  const response = await fetch(url, { method, body: content });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value as T;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${method} ${new URL(url).pathname}: ${error} ${message}`);
}
