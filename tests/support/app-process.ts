import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The built application as a process of its own. */
export interface AppProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** SIGTERM, and waits for the end. Answers the exit code. */
  stop(): Promise<number | null>;
  /** kill -9, and waits for the end. */
  kill(): Promise<void>;
}

/** Starts `dist/server/main.js` on a free port; resolves when it says where it is. `env` names folder, database and role. */
export async function startApp(env: Readonly<Record<string, string>>): Promise<AppProcess> {
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', process.env.APP_LOG ? 'inherit' : 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
      const found = /Sessional (?:is at (\S+)|works in the background)/.exec(said);
      if (found) resolve((found[1] ?? '').replace('127.0.0.1', 'localhost'));
    });
    child.once('exit', code => reject(new Error(`the application ended with ${code}: ${said}`)));
  });
  return {
    url,
    child,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Somebody with a browser, over HTTP. */
export class HttpBrowser {
  readonly #cookies = new Map<string, string>();

  /** Sends a form as our own page would; answers the status and where it leads. Throws where the server is gone. */
  async post(
    url: string,
    path: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<{ status: number; location: string }> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
      headers: { origin: url, 'sec-fetch-site': 'same-origin', cookie: this.#cookieLine() },
    });
    this.#keep(answer);
    return { status: answer.status, location: answer.headers.get('location') ?? '' };
  }

  async get(url: string, path: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', headers: { cookie: this.#cookieLine() } });
    this.#keep(answer);
    return { status: answer.status, text: await answer.text() };
  }

  /** The cookie header that it sends. */
  cookies(): string {
    return this.#cookieLine();
  }

  #keep(answer: Response): void {
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
  }

  #cookieLine(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** Signs somebody up through one address and confirms through another; the mail is read from the installation's mailbox folder. */
export async function signUpOver(
  browser: HttpBrowser,
  at: { readonly signUp: string; readonly verify: string },
  dataFolder: string,
  email: string,
): Promise<void> {
  const signedUp = await browser.post(at.signUp, '/sign-up', {
    firstName: 'Amara',
    lastName: 'Okafor',
    email,
    password: 'three quiet words',
    profession: 'gp',
    adult: 'on',
  });
  if (signedUp.status !== 303) throw new Error(`${email} could not sign up: ${signedUp.status}`);
  const token = await mailedToken(dataFolder, email);
  const answer = await browser.post(at.verify, '/verify', { token });
  if (answer.status !== 303) throw new Error(`the address was not confirmed: ${answer.status}`);
}

/** All mails that an installation's mailbox keeps. */
export function mailsIn(dataFolder: string): { to: { address: string }; subject: string; text: string }[] {
  const folder = join(dataFolder, 'mailbox');
  try {
    return readdirSync(folder)
      .filter(name => !name.endsWith('.partial'))
      .map(name => JSON.parse(readFileSync(join(folder, name, 'mail.json'), 'utf8')));
  } catch {
    return [];
  }
}

/** Asks again until a condition holds; throws after a minute. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited a minute for ${what}`);
    await pause(50);
  }
}

async function mailedToken(dataFolder: string, email: string): Promise<string> {
  let token = '';
  await until(`the mail to ${email}`, () => {
    const mail = mailsIn(dataFolder).find(it => it.to.address === email);
    token = decodeURIComponent(/token=([^\s"&]+)/.exec(mail?.text ?? '')?.[1] ?? '');
    return token !== '';
  });
  return token;
}
