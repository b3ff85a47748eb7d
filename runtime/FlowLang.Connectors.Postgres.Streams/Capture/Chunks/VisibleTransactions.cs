using System.Globalization;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Whose changes a reader sees: <c>pg_current_snapshot()</c>, printed as <c>xmin:xmax:xip,xip</c>.</summary>
public sealed class VisibleTransactions
{
    private readonly ulong _first;
    private readonly ulong _next;
    private readonly HashSet<ulong> _running;

    /// <param name="text">As the server prints it.</param>
    public VisibleTransactions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        (_first, _next) = (Number(parts[0]), Number(parts[1]));
        _running = [.. parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
    }

    /// <summary>Whether the reader sees what a transaction changed.</summary>
    /// <param name="transaction">The lower half of its number, which is what the log has of it.</param>
    public bool Has(uint transaction)
    {
        ulong whole = (_next & ~(ulong)uint.MaxValue) | transaction;
        if (whole > _next + int.MaxValue)
        {
            whole -= 1UL << 32;
        }
        else if (whole + int.MaxValue < _next)
        {
            whole += 1UL << 32;
        }

        return whole < _first || (whole < _next && !_running.Contains(whole));
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
