using System.Text;

namespace FlowLang.Cli.Terminal;

/// <summary>The two streams that flowc writes to.</summary>
internal static class Stdio
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static TerminalStream Out { get; } = new(Open(Console.OpenStandardOutput()), !Console.IsOutputRedirected);

    public static TerminalStream Errors { get; } = new(Open(Console.OpenStandardError()), !Console.IsErrorRedirected);

    private static StreamWriter Open(Stream stream) => new(stream, Utf8) { AutoFlush = true, NewLine = "\n" };
}
