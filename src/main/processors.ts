import type { Processor } from '#platform/processor.ts';
import type { Config } from './config.ts';

/** Who gets personal data in this set-up, read from what is switched on: nothing is listed that is not used, nothing used is left out. */
export function processorsOf(config: Config): readonly Processor[] {
  return [...mail(config), ...files(config), ...geocoder(config), ...scanner(config)];
}

function mail({ mail, inbound }: Config): Processor[] {
  if (mail.kind === 'postmark')
    return [
      {
        name: 'Postmark (ActiveCampaign)',
        purpose: inbound ? 'Sends our mails and takes in replies' : 'Sends our mails',
        data: 'Names and addresses of the people written to, the mails and the papers attached to them',
        country: 'United States',
      },
    ];
  if (mail.kind === 'smtp')
    return [
      {
        name: `Mail server ${hostOf(mail.url)}`,
        purpose: 'Sends our mails',
        data: 'Names and addresses of the people written to, the mails and the papers attached to them',
      },
    ];
  return [];
}

function files({ files }: Config): Processor[] {
  if (files.kind !== 's3') return [];
  return [
    {
      name: files.endpoint === undefined ? `Amazon S3, ${files.region}` : `File store ${hostOf(files.endpoint)}`,
      purpose: 'Keeps files',
      data: 'Invoices, pension forms, documents, receipts and photos, sealed with a key that it does not have',
    },
  ];
}

function geocoder({ geocoderUrl }: Config): Processor[] {
  if (geocoderUrl === undefined) return [];
  return [{ name: hostOf(geocoderUrl), purpose: 'Finds where a postcode is', data: 'The postcode and nothing else' }];
}

function scanner({ scannerUrl }: Config): Processor[] {
  const host = scannerUrl === undefined || scannerUrl.startsWith('unix:') ? 'localhost' : hostOf(scannerUrl);
  if (/^(localhost|127\.|\[::1\])/.test(host)) return [];
  return [
    { name: `Scanner ${host}`, purpose: 'Looks for harmful files', data: 'Uploaded files, while they are looked at' },
  ];
}

function hostOf(url: string): string {
  return new URL(url).host;
}
