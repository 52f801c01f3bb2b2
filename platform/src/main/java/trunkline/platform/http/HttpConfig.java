package trunkline.platform.http;

import java.net.URI;
import trunkline.platform.config.Setting;

/** Where a service listens, how it is reached from outside, what it takes at most. */
public record HttpConfig(
    @Setting(
            value = "Address to listen on; nothing listens beyond this machine unless told to",
            defaultValue = "127.0.0.1")
        String host,
    @Setting("Port to listen on; 0 for any free one") int port,
    @Setting("Base URL under which clients reach the API; every href and Location begins with it")
        URI publicUrl,
    @Setting(value = "Largest request body, in bytes", defaultValue = "16777216") long maxBodyBytes,
    @Setting(
            value = "Requests served at once; more wait in the socket's queue",
            defaultValue = "512")
        int maxConcurrentRequests) {

  /** The public URL without a slash at its end. */
  public String base() {
    String text = publicUrl.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
