import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { Component, NgModule } from '@angular/core';
import { BrowserModule, platformBrowser } from '@angular/platform-browser';
import { RouterModule } from '@angular/router';
import { AuthModule, withLocalStorage } from 'ngx-auth-session';
import { config, routes } from './app.session';

@Component({ selector: 'app-root', standalone: false, template: '<router-outlet />' })
class App {}

@NgModule({
  declarations: [App],
  imports: [
    BrowserModule,
    RouterModule.forRoot(routes),
    AuthModule.forRoot(config, withLocalStorage()),
  ],
  providers: [provideHttpClient(withInterceptorsFromDi())],
  bootstrap: [App],
})
class AppModule {}

platformBrowser().bootstrapModule(AppModule).catch(console.error);
