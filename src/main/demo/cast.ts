import type { ProfessionCode } from '#rules/professions.ts';

/** A place where a member of the cast works, with what is usual there. Names, numbers and addresses are made up. */
export interface DemoPlace {
  readonly name: string;
  readonly kind: string;
  readonly nation: string;
  readonly addressLines: string;
  readonly postcode: string;
  readonly odsCode: string;
  readonly contact: string;
  readonly email: string;
  readonly rateKind: 'hourly' | 'session';
  readonly rate: string;
  readonly pensionable: boolean;
  readonly miles: string;
  readonly workType: string;
  readonly start: string;
  readonly end: string;
  /** Weekdays worked there, Monday is 1; every week, or every other one. */
  readonly weekdays: readonly number[];
  readonly everyOther: boolean;
  /** Days after issue on which it usually pays. */
  readonly paysAfter: number;
}

export interface DemoPerson {
  readonly code: string;
  readonly title: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly profession: ProfessionCode;
  readonly words: string;
  readonly registration: string;
  readonly addressLines: string;
  readonly postcode: string;
  readonly places: readonly DemoPlace[];
}

export const CAST: readonly DemoPerson[] = [
  {
    code: 'amara',
    title: 'Dr',
    firstName: 'Amara',
    lastName: 'Okafor',
    email: 'amara.okafor@demo.example',
    profession: 'gp',
    words: 'A GP in Leeds with three practices, invoices and pension forms.',
    registration: '7012345',
    addressLines: '12 Hill Road\nLeeds',
    postcode: 'LS1 4AP',
    places: [
      {
        name: 'Riverside Surgery',
        kind: 'gp_practice',
        nation: 'england',
        addressLines: '2 River Lane\nLeeds',
        postcode: 'LS2 7UE',
        odsCode: 'B86001',
        contact: 'Maggie Hill',
        email: 'finance@riverside.demo.example',
        rateKind: 'session',
        rate: '340.00',
        pensionable: true,
        miles: '6.4',
        workType: 'surgery',
        start: '08:30',
        end: '12:40',
        weekdays: [1, 2],
        everyOther: false,
        paysAfter: 17,
      },
      {
        name: 'Kirkstall Medical Centre',
        kind: 'gp_practice',
        nation: 'england',
        addressLines: '48 Abbey Street\nLeeds',
        postcode: 'LS5 3AB',
        odsCode: 'B86022',
        contact: 'Owen Price',
        email: 'accounts@kirkstall.demo.example',
        rateKind: 'hourly',
        rate: '92.50',
        pensionable: true,
        miles: '9',
        workType: 'surgery',
        start: '13:30',
        end: '18:00',
        weekdays: [4],
        everyOther: true,
        paysAfter: 33,
      },
      {
        name: 'Calder Valley Clinic',
        kind: 'private_clinic',
        nation: 'england',
        addressLines: '7 Mill Bank\nHalifax',
        postcode: 'HX1 5ER',
        odsCode: '',
        contact: 'Priya Nair',
        email: 'office@calder.demo.example',
        rateKind: 'hourly',
        rate: '105.00',
        pensionable: false,
        miles: '34.2',
        workType: 'private',
        start: '09:00',
        end: '12:30',
        weekdays: [5],
        everyOther: true,
        paysAfter: 25,
      },
    ],
  },
  {
    code: 'ffion',
    title: '',
    firstName: 'Ffion',
    lastName: 'Davies',
    email: 'ffion.davies@demo.example',
    profession: 'pharmacist',
    words: 'A pharmacist in Swansea, paid by the hour, without pension forms.',
    registration: '2033467',
    addressLines: '3 Bay View\nSwansea',
    postcode: 'SA1 3AF',
    places: [
      {
        name: 'Uplands Pharmacy',
        kind: 'pharmacy',
        nation: 'wales',
        addressLines: '19 High Street\nSwansea',
        postcode: 'SA2 0NX',
        odsCode: 'FVR79',
        contact: 'Gareth Rees',
        email: 'gareth@uplands.demo.example',
        rateKind: 'hourly',
        rate: '31.50',
        pensionable: false,
        miles: '4',
        workType: 'dispensing',
        start: '09:00',
        end: '18:00',
        weekdays: [1, 3],
        everyOther: false,
        paysAfter: 12,
      },
      {
        name: 'Gower Night Pharmacy',
        kind: 'pharmacy',
        nation: 'wales',
        addressLines: '1 Quay Road\nSwansea',
        postcode: 'SA1 8QY',
        odsCode: 'FXK21',
        contact: 'Sian Morgan',
        email: 'accounts@gowernight.demo.example',
        rateKind: 'hourly',
        rate: '38.00',
        pensionable: false,
        miles: '11.5',
        workType: 'dispensing',
        start: '20:00',
        end: '02:00',
        weekdays: [5],
        everyOther: true,
        paysAfter: 38,
      },
    ],
  },
];
