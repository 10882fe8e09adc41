import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs Apache Kafka's tools one after the other in one virtual machine, because to start one takes longer than what a test
 * asks of it. Every line of standard input is a call: the class and its arguments, with U+001F between them. Every line of
 * standard output is what came of it: exit status, and in Base64 what the tool wrote to its standard output and error.
 */
public class ApacheTools {
    /** Leaves a tool where it would have ended the machine. */
    static class Ended extends Error {}

    /** What the tool ended with first: some catch what their own exit throws, and go on. Null until then. */
    static volatile Integer ended;

    static void end(int status, String message) {
        if (ended == null) {
            ended = status;
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        }
        throw new Ended();
    }

    public static void main(String[] none) throws Exception {
        Exit.setExitProcedure(ApacheTools::end);
        Exit.setHaltProcedure(ApacheTools::end);
        PrintStream answers = System.out;
        PrintStream errors = System.err;
        BufferedReader calls = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String call = calls.readLine(); call != null; call = calls.readLine()) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            System.setOut(new PrintStream(output, true, "UTF-8"));
            System.setErr(new PrintStream(complaints, true, "UTF-8"));
            int status = run(call.split("\u001f", -1));
            System.out.flush();
            System.err.flush();
            System.setErr(errors);
            answers.println(status + " " + text(output) + " " + text(complaints));
            answers.flush();
        }
        System.exit(0);
    }

    static int run(String[] call) {
        ended = null;
        try {
            Class<?> tool = Class.forName(call[0]);
            String[] arguments = Arrays.copyOfRange(call, 1, call.length);
            tool.getMethod("main", String[].class).invoke(null, (Object) arguments);
            return ended == null ? 0 : ended;
        } catch (Throwable failure) {
            if (ended != null) return ended;
            failure.printStackTrace();
            return 1;
        }
    }

    static String text(ByteArrayOutputStream bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
