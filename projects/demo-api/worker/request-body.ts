/** Reads a JSON body as the server does; the error says with which status to refuse it. */
export async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw refusal(415);
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400);
  }
}

/** An error as the framework throws it: `answerError` reads the status. */
export function refusal(statusCode: number): Error {
  return Object.assign(new Error(`Status ${statusCode}`), { statusCode });
}
