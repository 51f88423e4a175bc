import { HttpBackend, HttpClient } from '@angular/common/http';
import { Component, EnvironmentInjector } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import { BenchPage } from './bench-page';
import { COMPETITORS } from './competitor';
import { CASES } from './failure-cases';
import { ScriptedBackend } from './scripted-backend';
import { ScriptedServer } from './scripted-server';
import { timeParallel, timeSequential, timeStorm } from './timing';
import { Waiters } from './waiters';

// The page of the measurements. `?competitor=` names who is in it; with `&server=real` it talks to the API that serves
// it, otherwise to a server in memory; `&other-api=` names another API that may be given the token.

@Component({ selector: 'bench-app', imports: [RouterOutlet], template: '<router-outlet />' })
class BenchApp {}

@Component({ selector: 'bench-empty', template: '' })
class Empty {}

async function start(): Promise<BenchPage> {
  const query = new URLSearchParams(location.search);
  const competitor = await COMPETITORS[query.get('competitor') ?? '']!();
  const otherApi = query.get('other-api');
  const { providers } = (otherApi && competitor.configFor?.(otherApi)) || competitor.config;
  const server = new ScriptedServer();
  const backend = { provide: HttpBackend, useValue: new ScriptedBackend(server) };
  const { injector } = await bootstrapApplication(BenchApp, {
    providers: [
      provideRouter([{ path: '**', component: Empty }]),
      ...providers,
      query.get('server') === 'real' ? [] : backend,
    ],
  });
  return new BenchPage(
    competitor,
    server,
    injector.get(EnvironmentInjector),
    injector.get(HttpClient),
  );
}

const page = start();

/** What the scripts in `measure/` call. */
const bench = {
  signIn: async () => (await page).signIn(),
  sequential: async (count: number) => timeSequential(await page, count),
  parallel: async (count: number) => timeParallel(await page, count),
  storm: async (count: number) => timeStorm(await page, count),
  async fire(count: number, withinMs: number) {
    const waiters = new Waiters(await page, count);
    await waiters.settle(count, withinMs);
    return { answered: waiters.answered, failed: waiters.failed };
  },
  cases: Object.keys(CASES),
  failureCase: async (name: string) => CASES[name]!(await page),
};

Object.assign(window, { bench });
