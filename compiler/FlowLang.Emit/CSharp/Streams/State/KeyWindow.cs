using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>How the key of a group tells its window.</summary>
/// <param name="Interface">What the group's form implements.</param>
/// <param name="Table">Where its groups are kept.</param>
/// <param name="Members">Of the form, as C#.</param>
internal sealed record KeyWindow(WindowNode Window, string Interface, string Table, string[] Members)
{
    public bool IsSession => Window.Window.Kind == WindowKind.Session;

    public bool IsOpen => Window.Window.IsOpen;

    /// <summary>Null where the groups are in no window.</summary>
    /// <param name="key">The fields of the key's record struct.</param>
    public static KeyWindow? Of(
        LogicalNode input, IEnumerable<(string Name, BoundExpression Value)> by, string keyType, RowType key)
    {
        if (WindowTrace.Of(input) is not { } trace)
        {
            return null;
        }

        (string Property, string Tells)[] tells =
            [.. trace.AllIn(by).Select(found => (RowStruct.Property(key, found.Name), found.Tells))];
        return tells.Length == 0 ? null
            : trace.Window.Window.IsOpen ? Open(trace.Window, tells, keyType)
            : new(trace.Window, "IWindowForm", "WindowTable", [End(trace.Window, tells[0], keyType)]);
    }

    private static string End(WindowNode window, (string Property, string Tells) of, string keyType)
    {
        string more = of.Tells == WindowNode.End ? "" : $" + {StreamRouteEmitter.Number(window.Window.Size)}";
        return $"public static long End(in {keyType} key) => EventTime.Of(key.{of.Property}){more};";
    }

    // Before it is grouped a key has the row's time in place of both.
    private static KeyWindow Open(WindowNode window, (string Property, string Tells)[] tells, string keyType)
    {
        IEnumerable<string> parts = tells.Select(
            t => $"{t.Property} = EventTime.Instant({(t.Tells == WindowNode.End ? "end" : "start")})");
        string time = $"public static long Time(in {keyType} key) => EventTime.Of(key.{tells[0].Property});";
        string placed = $"public static {keyType} In(in {keyType} key, long start, long end) => "
            + $"key with {{ {string.Join(", ", parts)} }};";
        return window.Window.Kind == WindowKind.Session
            ? new(window, "ISessionForm", "SessionTable",
                [$"public static long Gap => {StreamRouteEmitter.Number(window.Window.Size)};", time, placed])
            : new(window, "IOpenWindowForm", "SlidingTable", [time, placed]);
    }
}
