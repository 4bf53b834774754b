package drover.playground;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * A headless Chromium with the playground's page open. Everything waits until it can be done, as
 * the page is drawn anew all the time.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path PICTURES = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the tests where no browser is installed. */
  static Browser open(Path profile) {
    Optional<File> chromium = installed("chromium", "chromium-browser", "google-chrome");
    Optional<File> chromedriver = installed("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "Skipped: chromium and chromedriver are not both on the PATH");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile.toAbsolutePath());
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().window().setSize(new Dimension(1240, 900));
    return new Browser(driver);
  }

  private static Optional<File> installed(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(names)
        .flatMap(
            name -> Arrays.stream(path.split(File.pathSeparator)).map(dir -> new File(dir, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  void visit(String address) {
    driver.get(address);
    patience().until(() -> !all("#agents .agent").isEmpty() && !all("#chats button").isEmpty());
  }

  /** Sends a message in the open chat. */
  void say(String text) {
    clickOn("#text");
    driver.findElement(By.id("text")).sendKeys(text + "\n");
    patience()
        .until(() -> last(".msg.out .text").filter(own -> own.getText().equals(text)).isPresent());
  }

  /** Waits until the newest message of the bot has these words. */
  void expect(String words) {
    patience()
        .alias("\"" + words + "\" in the newest message")
        .until(
            () -> last(".msg:not(.out)").filter(bot -> bot.getText().contains(words)).isPresent());
  }

  /** Waits until any message of the bot has these words. */
  void expectAnywhere(String words) {
    patience()
        .alias("\"" + words + "\" in a message")
        .until(() -> all(".msg:not(.out)").stream().anyMatch(bot -> bot.getText().contains(words)));
  }

  /** Presses the newest button with this label. */
  void tap(String label) {
    click(By.xpath("(//div[@class='keys']//button[@title=\"" + label + "\"])[last()]"));
  }

  /** Presses it twice, as fast as a nervous finger. */
  void tapTwice(String label) {
    By button = By.xpath("(//div[@class='keys']//button[@title=\"" + label + "\"])[last()]");
    patience()
        .alias("two clicks on " + label)
        .until(
            () -> {
              new Actions(driver).doubleClick(driver.findElement(button)).perform();
              return true;
            });
  }

  /** Presses the newest button whose label begins so. */
  void tapRow(String beginning) {
    click(
        By.xpath(
            "(//div[@class='keys']//button[starts-with(@title,\"" + beginning + "\")])[last()]"));
  }

  void act(String agent, String action) {
    click(
        By.xpath(
            "//article[.//h3[text()=\"%s\"]]//button[@data-act='%s']".formatted(agent, action)));
  }

  /** Opens a topic of the group that is shown. */
  void openTopic(String name) {
    click(By.xpath("//nav[@id='topics']/button[contains(., '" + name + "')]"));
    waitForText("#topics [aria-current=true]", name);
  }

  /** Begins an answer to the newest message with these words, or its forwarding. */
  void begin(String tool, String words) {
    String message =
        "(//div[contains(@class,'msg')][.//span[@class='text'][contains(.,\""
            + words
            + "\")]])[last()]";
    patience()
        .alias(tool + " of " + words)
        .until(
            () -> {
              new Actions(driver).moveToElement(driver.findElement(By.xpath(message))).perform();
              driver.findElement(By.xpath(message)).findElement(By.className(tool)).click();
              return true;
            });
    waitFor("#context:not([hidden])");
  }

  void become(String person) {
    click(By.xpath("//select[@id='who']/option[text()='" + person + "']"));
    patience().until(() -> !all("#chats button").isEmpty());
  }

  void clickOn(String css) {
    click(By.cssSelector(css));
  }

  void waitFor(String css) {
    patience().alias(css).until(() -> !all(css).isEmpty());
  }

  void waitForText(String css, String words) {
    patience().alias("\"" + words + "\" in " + css).until(() -> text(css).contains(words));
  }

  /** The text of the first such element, shown or not. */
  String text(String css) {
    return String.valueOf(driver.findElement(By.cssSelector(css)).getDomProperty("textContent"));
  }

  int count(String css) {
    return all(css).size();
  }

  void takePicture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page complained about, but for files that it could not load. */
  List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .filter(line -> line.startsWith("SEVERE"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private void click(By by) {
    patience()
        .alias("a click on " + by)
        .until(
            () -> {
              driver.findElement(by).click();
              return true;
            });
  }

  private Optional<WebElement> last(String css) {
    List<WebElement> found = all(css);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  private List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  private static ConditionFactory patience() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(WebDriverException.class);
  }
}
