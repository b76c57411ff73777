import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Runs one node in this process until it is told to end.
 *
 * <p>Arguments: the folder of the node, then its settings as key=value. The runner's own command
 * gives all of its nodes to one process, and names and ports of its own.
 */
public final class Node {
  private static final int PORT_AS_SET = -1; // else the runner looks for one between 9200 and 9299

  private Node() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<String> settings = Arrays.asList(arguments).subList(1, arguments.length);
    OpenSearchRunner runner = runner(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
    try {
      runner.build("-basePath", arguments[0], "-numOfNode", "1");
    } catch (RuntimeException failure) {
      failure.printStackTrace();
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static OpenSearchRunner runner(List<String> settings) {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.setMaxHttpPort(PORT_AS_SET);
    runner.onBuild(
        (number, builder) -> {
          for (String setting : settings) {
            int sign = setting.indexOf('=');
            builder.put(setting.substring(0, sign), setting.substring(sign + 1));
          }
        });
    return runner;
  }

  private static void close(OpenSearchRunner runner) {
    try {
      runner.close();
    } catch (IOException failure) {
      failure.printStackTrace();
    }
  }
}
