namespace FlowLang.Cli.Terminal;

/// <summary>One output stream of the process, and whether it may have colours.</summary>
internal sealed class TerminalStream(TextWriter writer, bool isTerminal)
{
    /// <summary>True on a terminal, unless the user said NO_COLOR.</summary>
    public bool HasColor { get; } = isTerminal
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public bool IsTerminal { get; } = isTerminal;

    public TextWriter Writer { get; } = writer;

    public void Line(string text) => Writer.Write(text + "\n");

    /// <summary>Text in a colour where the stream has colours.</summary>
    public string Paint(string color, string text) => HasColor ? $"\e[{color}m{text}\e[0m" : text;
}
