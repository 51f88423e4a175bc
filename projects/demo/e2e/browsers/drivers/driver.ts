// What a scenario may ask of a browser. Each browser has one adapter, so that a scenario is written once.

/** A running browser. */
export interface Driver {
  /** Name and version. */
  readonly name: string;
  /** Opens a profile that shares no storage, cookie or tab with another one. */
  openProfile(options?: ProfileOptions): Promise<Profile>;
  close(): Promise<void>;
}

export interface ProfileOptions {
  /** The user has forbidden sites to store anything. Each browser has its own way to say so to a page. */
  readonly blockStorage?: boolean;
  /** Sites get their cookies on pages of other sites, too, as browsers once did by default. */
  readonly allowForeignCookies?: boolean;
}

export interface Profile {
  openTab(): Promise<Tab>;
  /** Does what makes a page open a tab, and gives that tab. */
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
  /** Runs a function in the page. It sees its arguments and the page, and nothing that surrounds it. */
  evaluate<A extends readonly unknown[], R>(
    script: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /** Cookies that the browser sends to the page on screen, those that no script can read included. */
  cookies(): Promise<readonly Cookie[]>;
  close(): Promise<void>;
}

export interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly httpOnly: boolean;
}
