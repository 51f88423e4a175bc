import { ErrorHandler } from '@angular/core';
import {
  GuardResult,
  RedirectCommand,
  Route,
  Router,
  Routes,
  withRouterConfig,
} from '@angular/router';
import * as fc from 'fast-check';
import { authGuard, AuthGuardFn, guestGuard, roleGuard } from '../../src/public-api';
import {
  land,
  Login,
  Page,
  PLACES,
  Reports,
  shownRoutes,
  showsLogin,
} from '../support/guarded-pages';
import { AuthWorld, setupAuth } from '../support/setup-auth';

/** A route of a random layout. */
interface Plan {
  readonly path: string;
  readonly kind:
    'page' | 'outlet' | 'parent' | 'lazy' | 'redirect' | 'function' | 'guard' | 'command';
  /** The guard in each place, if there is one. */
  readonly guards: readonly (AuthGuardFn | null)[];
  /** The URL that a route redirects to. */
  readonly to: string;
  readonly children: readonly Plan[];
}

/** How often the guards of the library have redirected. An application may redirect in circles without them. */
let redirects = 0;

const counting =
  (guard: AuthGuardFn): AuthGuardFn =>
  async (route, target) => {
    const result = await (guard(route, target) as Promise<GuardResult>);
    if (typeof result !== 'boolean') redirects++;
    return result;
  };
const FOR_GUESTS = counting(guestGuard);
const FOR_USERS = [authGuard, roleGuard('admin'), roleGuard('owner')].map(counting);
[FOR_GUESTS, ...FOR_USERS].forEach(
  (g, i) => ((g as unknown as { toString(): string }).toString = () => 'G' + i),
);
const PAGES = ['/', '/login', '/home', '/a', '/a/login', '/forbidden'];
const URLS = [...PAGES, '/login?returnUrl=%2Fa', '/a?x=1', '/login(popup:a)', '/none/at/all'];
const RUNS = 4;

const guard = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom(FOR_GUESTS, ...FOR_USERS) },
);
const SENDING: readonly Plan['kind'][] = ['redirect', 'function', 'guard', 'command'];
const { plan } = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.record({
    path: fc.constantFrom('', '', '', 'login', 'login', 'home', 'a', 'forbidden', ':id', '**'),
    kind: fc.constantFrom(
      'page',
      'page',
      'page',
      'page',
      'parent',
      'parent',
      'outlet',
      'lazy',
      ...SENDING,
    ),
    guards: fc.tuple(guard, guard, guard),
    to: fc.constantFrom(...PAGES),
    children: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie('plan'), { maxLength: 4 })),
  }),
})) as { plan: fc.Arbitrary<Plan> };
const layout = fc.array(plan, { minLength: 1, maxLength: 5 });

function routesOf(plans: readonly Plan[], world: AuthWorld): Routes {
  return plans.map(({ path, kind, guards, to, children }): Route => {
    if (kind === 'redirect') return { path, redirectTo: to, pathMatch: 'full' };
    const { router } = world;
    const target = (): ReturnType<Router['parseUrl']> => router.parseUrl(to);
    // The router doesn't count redirects of functions, so these must not lead to each other.
    if (kind === 'function') return { path: 'home', redirectTo: () => '/login', pathMatch: 'full' };
    const given = Object.fromEntries(PLACES.map((place, i) => [place, [guards[i] ?? []].flat()]));
    const component = path === 'login' ? Login : Page;
    if (kind === 'guard') return { path, component, canActivate: [target] };
    if (kind === 'command') {
      return { path, component, canMatch: [() => new RedirectCommand(target())] };
    }
    const below = routesOf(children, world);
    if (kind === 'lazy') return { path, ...given, loadChildren: () => below };
    if (kind === 'parent') return { path, ...given, children: below };
    return { path, ...given, component, ...(kind === 'outlet' ? { outlet: 'popup' } : {}) };
  });
}

const countGuards = (plans: readonly Plan[]): number =>
  plans.reduce(
    (sum, { kind, guards, children }) =>
      sum + (SENDING.includes(kind) ? 0 : guards.filter(Boolean).length) + countGuards(children),
    0,
  );

/**
 * Returns the same layout without its guards for users. If `strict`, also without the routes that match for users
 * only.
 */
const open = (plans: readonly Plan[], strict: boolean): Plan[] =>
  plans
    .filter(({ guards: [, , match] }) => !(strict && match && match !== FOR_GUESTS))
    .map((one) => ({
      ...one,
      guards: one.guards.map((each) => (each === FOR_GUESTS ? each : null)),
      children: open(one.children, strict),
    }));

/** Returns whether a route for users only is on screen. */
function showsGuarded({ router }: AuthWorld): boolean {
  const isFor = (guards?: readonly unknown[]): boolean =>
    !!guards?.some((each) => FOR_USERS.includes(each as AuthGuardFn));
  return shownRoutes(router).some(
    ({ canActivate, canMatch }) => isFor(canActivate) || isFor(canMatch),
  );
}

const isPage = (url: string, page: string): boolean => url.split('?')[0] === page;

async function reachesLogin(world: AuthWorld, plans: Plan[], loginUrl: string): Promise<boolean> {
  world.router.resetConfig(routesOf(plans, world));
  const { at, opened } = await land(world, loginUrl);
  return opened && at === loginUrl && showsLogin(world);
}

for (const loginUrl of ['/login', '/a/login', '/']) {
  for (const homeUrl of ['/', '/home', '/login']) {
    for (const forbiddenUrl of [undefined, '/forbidden', '/login']) {
      const config = { loginUrl, homeUrl, forbiddenUrl };
      for (const who of ['visitor', 'user']) {
        it(`F1 a navigation of a ${who} ends in any layout: ${JSON.stringify(config)}`, async () => {
          const world = setupAuth({
            config,
            providers: [{ provide: ErrorHandler, useClass: Reports }],
            router: [withRouterConfig({ resolveNavigationPromiseOnError: true })],
          });
          if (who === 'user') await world.signIn();
          const property = fc.asyncProperty(layout, async (plans) => {
            const guards = countGuards(plans);
            const reachable =
              (await reachesLogin(world, open(plans, true), loginUrl)) &&
              (await reachesLogin(world, open(plans, false), loginUrl));
            world.router.resetConfig(routesOf(plans, world));
            for (const url of [...URLS, loginUrl]) {
              redirects = 0;
              // A guard may redirect twice to fill an empty screen.
              const most = guards + (shownRoutes(world.router).length ? 0 : 1);
              const { at } = await land(world, url);
              if (at.includes('no end')) world.router.resetConfig(routesOf(plans, world));
              const faults = {
                [`takes ${redirects} redirects`]: redirects > most,
                'shows a page for users':
                  who === 'visitor' && !isPage(world.router.url, loginUrl) && showsGuarded(world),
                'hides the login page':
                  who === 'visitor' && url === loginUrl && reachable && !showsLogin(world),
              };
              const fault = Object.entries(faults).find(([, found]) => found);
              if (fault) throw new Error(`opening ${url} ${fault[0]}; it ends at ${at}`);
            }
          });
          await fc.assert(property, { numRuns: RUNS });
        });
      }
    }
  }
}
