import sharp, { type Sharp } from 'sharp';

/** 80 by 60 points of one blue. */
export function picture(): Sharp {
  return sharp({ create: { width: 80, height: 60, channels: 3, background: '#336699' } });
}

/** Where a picture was taken, in Leeds, in the three ways that cameras and programs write it. */
export function takenInLeeds(): Sharp {
  return picture()
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '53/1 48/1 0/1', GPSLongitude: '1/1 33/1 0/1' } })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="53,48.0N" exif:GPSLongitude="1,33.0W"/></rdf:RDF></x:xmpmeta>',
    );
}

/** 64 by 48 points of the same blue as a phone takes them, with Exif and a place in it: made by heif-enc 1.15.1 from a JPEG. */
export function heic(): Buffer {
  return Buffer.from(HEIC, 'base64');
}

/** The same, claiming 30,000 points a side. */
export function hugeHeic(): Buffer {
  const huge = heic();
  for (let at = huge.indexOf('ispe'); at >= 0; at = huge.indexOf('ispe', at + 4)) {
    huge.writeUInt32BE(30_000, at + 8);
    huge.writeUInt32BE(30_000, at + 12);
  }
  return huge;
}

const HEIC =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAA' +
  'AAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAAGgACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAA' +
  'AAACHwABAAAAAAAAATwAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQ' +
  'ADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66' +
  'AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaX' +
  'NwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQAB' +
  'AAAADmNkc2MAAwABAAIAAAFebWRhdAAAABYoAa9Y5vTqv//bPOR7a//9VwnkanfAAAAAAElJKgAIAAAACAAPAQIABgAAAH4AAAASAQMAAQAAAA' +
  'EAAAAaAQUAAQAAAG4AAAAbAQUAAQAAAHYAAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAABphwQAAQAAAIQAAAAliAQAAQAAANIAAAAAAAAAOGMA' +
  'AOgDAAA4YwAA6AMAAFBob25lAAYAAJAHAAQAAAAwMjEwAZEHAAQAAAABAgMAAKAHAAQAAAAwMTAwAaADAAEAAAD//wAAAqAEAAEAAABAAAAAA6' +
  'AEAAEAAAAwAAAAAAAAAAQAAQACAAIAAABOAAAAAgAFAAMAAAAgAQAAAwACAAIAAABXAAAABAAFAAMAAAAIAQAAAAAAAAEAAAABAAAAIQAAAAEA' +
  'AAAAAAAAAQAAADUAAAABAAAAMAAAAAEAAAAAAAAAAQAAAA==';
