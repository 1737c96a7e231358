/** Lets somebody sign with a finger or a mouse. Without script nothing of it shows, and the typed name signs. */
class SignaturePad extends HTMLElement {
  #canvas = document.createElement('canvas');
  #drawing = false;

  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>('input[type=hidden]');
    const clear = this.querySelector<HTMLButtonElement>('button');
    const pen = this.#canvas.getContext('2d');
    if (!field || !clear || !pen) return;
    this.hidden = false;
    this.#canvas.width = 600;
    this.#canvas.height = 200;
    this.#canvas.className = 'w-full max-w-lg touch-none rounded-field border border-base-300 bg-white';
    this.#canvas.setAttribute('aria-label', 'Draw your signature here, or leave it empty');
    this.#canvas.setAttribute('role', 'img');
    this.insertBefore(this.#canvas, this.firstChild);
    pen.lineWidth = 3;
    pen.lineCap = 'round';
    this.#canvas.addEventListener('pointerdown', event => {
      this.#drawing = true;
      this.#canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...this.#place(event));
    });
    this.#canvas.addEventListener('pointermove', event => {
      if (!this.#drawing) return;
      pen.lineTo(...this.#place(event));
      pen.stroke();
    });
    this.#canvas.addEventListener('pointerup', () => {
      this.#drawing = false;
      field.value = this.#canvas.toDataURL('image/png');
    });
    clear.addEventListener('click', () => {
      pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      field.value = '';
    });
  }

  #place(event: PointerEvent): [number, number] {
    const box = this.#canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * this.#canvas.width,
      ((event.clientY - box.top) / box.height) * this.#canvas.height,
    ];
  }
}

customElements.define('signature-pad', SignaturePad);
