// The function of `node:timers/promises` that the API calls.
const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export { wait as setTimeout };
