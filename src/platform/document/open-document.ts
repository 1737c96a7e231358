import PDFDocument from 'pdfkit';
import type { Faces } from './faces.ts';
import { PAGE } from './look.ts';

/** What is true of the whole paper. `madeAt` is printed into the file, so the same input gives the same bytes. */
export interface PaperFacts {
  readonly title: string;
  readonly author: string;
  readonly madeAt: Temporal.Instant;
}

/** An empty tagged document with the faces registered under their names. The vendor stops here and in `paper.ts`. */
export function openDocument(facts: PaperFacts, faces: Faces): PDFKit.PDFDocument {
  const made = new Date(facts.madeAt.epochMilliseconds);
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    // an empty name keeps pdfkit from opening Helvetica, which would not be embedded
    font: '',
    bufferPages: true,
    pdfVersion: '1.7',
    // PDF/UA asks for all that is done here; pdfkit knows the name, its types do not
    subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: facts.title, Author: facts.author, Creator: 'Sessional', CreationDate: made, ModDate: made },
  });
  for (const [name, face] of Object.entries(faces)) {
    // pdfkit takes any object that can lay out text as a font, which its types do not say
    doc.registerFont(name, face as unknown as PDFKit.Mixins.PDFFontSource);
  }
  escapeMetadata(doc);
  return doc;
}

/** pdfkit pastes the document's facts into its XML metadata as they are; "Smith & Sons" would break that XML. */
function escapeMetadata(doc: PDFKit.PDFDocument): void {
  const endMetadata = doc.endMetadata.bind(doc);
  doc.endMetadata = () => {
    const { Title = '', Author = '' } = doc.info;
    Object.assign(doc.info, { Title: escapeXml(Title), Author: escapeXml(Author) });
    endMetadata();
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
