package trunkline.delivery.image;

/** An image could not be built or brought away. The message is the one line that a person gets. */
final class ImageFailure extends RuntimeException {
  ImageFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
