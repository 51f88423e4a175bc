// What a scenario can do with a browser. Each browser has one adapter, so every scenario is written once.

/** A running browser. */
export interface Driver {
  /** Name and version. */
  readonly name: string;
  /** Opens a profile that shares no storage, cookie or tab with another one. */
  openProfile(options?: ProfileOptions): Promise<Profile>;
  close(): Promise<void>;
}

export interface ProfileOptions {
  /** The user blocks all site data. Each browser reports that to a page in its own way. */
  readonly blockStorage?: boolean;
  /** Allows cookies on pages of other sites, as browsers once did by default. */
  readonly allowForeignCookies?: boolean;
}

export interface Profile {
  openTab(): Promise<Tab>;
  /** Runs an action that makes the page open a tab, and returns that tab. */
  openedBy(action: () => Promise<void>): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits for the element that an XPath finds, and clicks it as a user does. */
  click(xpath: string): Promise<void>;
  /** Replaces the text of the field that an XPath finds. */
  type(xpath: string, text: string): Promise<void>;
  /** Runs a function in the page. It can use its arguments and the page, but no variables around it. */
  evaluate<A extends readonly unknown[], R>(
    script: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /** Returns the cookies that the browser sends to the current page, including those that no script can read. */
  cookies(): Promise<readonly Cookie[]>;
  close(): Promise<void>;
}

export interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly httpOnly: boolean;
}
