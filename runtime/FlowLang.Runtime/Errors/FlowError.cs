using System.Text;

namespace FlowLang.Runtime;

/// <summary>
/// An error for a person: what happened, where in the program, why, and what to do. <paramref name="Code"/> (<c>RTnnnn</c>) has its section
/// in docs/errors.md. Secrets never enter one.
/// </summary>
public sealed record FlowError(string Code, string Message, string? Why = null, string? Help = null, string? File = null, int? Line = null)
{
    /// <summary>Decides the exit code.</summary>
    public ErrorKind Kind { get; init; } = ErrorKind.Run;

    /// <summary>True when the same run may succeed a moment later (a connection lost, a lock held): only such errors are retried.</summary>
    public bool Transient { get; init; }

    /// <summary>The error as it is printed: message, then <c>--&gt;</c> place, <c>= why:</c> and <c>= help:</c> lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"error {Code}: {Message}");
        if (File is not null)
        {
            text.Append($"\n  --> {File}{(Line is null ? "" : $":{Line}")}");
        }

        Append(text, "why", Why);
        Append(text, "help", Help);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append($"\n   = {label}: {value.Replace("\n", "\n     ", StringComparison.Ordinal)}");
        }
    }
}
