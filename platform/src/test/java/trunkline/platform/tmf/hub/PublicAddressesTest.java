package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.refusal.Refused;

/** Where callbacks may lead in production. */
class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void addressThatIsNotOfTheInternet_isNotPublic(String address) {
    assertFalse(PublicAddresses.contain(InetAddress.ofLiteral(address)));
    String host = address.contains(":") ? "[" + address + "]" : address;
    assertRefused("http://" + host + "/hook");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::101:101"
      })
  void addressOfTheInternet_isPublic(String address) {
    assertTrue(PublicAddresses.contain(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/", // 127.0.0.1 as one number
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://127.0.0.1./",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:169.254.169.254]/",
        "http://localhost/",
        "http://LOCALHOST:8080/",
        "http://user@1.1.1.1/",
        "http://1.1.1.1#@127.0.0.1/",
        "http://1.1.1.1\\@127.0.0.1/",
        "http://1.1.1.1%2f@127.0.0.1/",
        "http:///nowhere",
        "http:opaque",
        "gopher://1.1.1.1/",
        "file:///etc/passwd",
        "http://1.1.1.1:0/",
        "http://1.1.1.1:22/",
        "http://1.1.1.1:25/",
        "http://1.1.1.1:1023/",
        "http://1.1.1.1:65536/"
      })
  void callbackInDisguise_isRefused(String callback) {
    assertRefused(callback);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://1.1.1.1/hook",
        "https://1.1.1.1:443/hook",
        "http://1.1.1.1:80/",
        "https://[2606:4700::1111]:8443/hook?key=value"
      })
  void callbackOfTheInternet_isAccepted(String callback) {
    URI uri = CallbackAddress.parse(callback);
    CallbackAddress.requirePublic(uri);
    assertEquals(callback, uri.toString());
  }

  private static void assertRefused(String callback) {
    Refused refused =
        assertThrows(
            Refused.class,
            () -> CallbackAddress.requirePublic(CallbackAddress.parse(callback)),
            callback);
    assertEquals(400, refused.refusal().status());
    assertEquals("invalidAttribute", refused.refusal().code());
  }
}
