import { HTTP_INTERCEPTORS, provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { Component, NgModule } from '@angular/core';
import { BrowserModule, platformBrowser } from '@angular/platform-browser';
import { RouterModule } from '@angular/router';
import { AuthModule, withLocalStorage } from 'ngx-auth-session';
import { routes } from './app.routes';
import { config } from './app.session';
import { AskedInterceptor, SentInterceptor } from './own-interceptors';

@Component({ selector: 'app-root', standalone: false, template: '<router-outlet />' })
class App {}

/** Imported before the library's module, so that its interceptor runs in front of the library's. */
@NgModule({
  providers: [{ provide: HTTP_INTERCEPTORS, useClass: AskedInterceptor, multi: true }],
})
class FrontModule {}

@NgModule({
  declarations: [App],
  imports: [
    BrowserModule,
    RouterModule.forRoot(routes),
    FrontModule,
    AuthModule.forRoot(config, withLocalStorage()),
  ],
  providers: [
    provideHttpClient(withInterceptorsFromDi()),
    { provide: HTTP_INTERCEPTORS, useClass: SentInterceptor, multi: true },
  ],
  bootstrap: [App],
})
class AppModule {}

platformBrowser().bootstrapModule(AppModule).catch(console.error);
