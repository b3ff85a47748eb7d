using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Windows: a row for each that a row is in, unless all of them take no more.</summary>
internal sealed partial class StreamRouteEmitter
{
    private string Window(WindowNode node, string taker)
    {
        StreamClass place = Place(node);
        Rows input = Shape(node.Input);
        (string statements, CSharpValue on) = place.Value(input, node.Window.On);
        string windowed = node.Window.IsOpen ? Windowed(input, Shape(node), "at", "at") : Windowed(input, Shape(node), "start", "end");
        string late = Late(node.Window.LateSink, "late", input, place);
        (string size, string every, string kept) = (Number(node.Window.Size), Number(node.Window.Every), Number(node.Window.Late));
        string method = place.Take($"{_name}_window");
        string end = node.Window.Kind == WindowKind.Session ? $"{size} + {kept}" : $"{kept} + 1";
        string body = node.Window.IsOpen
            ? $$"""
                long at = EventTime.Of({{on.Text}});
                if (from.IsLate({{_number}}, at + {{end}}))
                {
                    {{late}}
                    return;
                }

                {{taker}}({{windowed}}, in from);
                """
            : node.Window.Size == node.Window.Every
            ? $$"""
                long at = EventTime.Of({{on.Text}});
                long start = EventTime.WindowStart(at, {{size}});
                long end = start + {{size}};
                if (from.IsLate({{_number}}, end + {{kept}}))
                {
                    {{late}}
                    return;
                }

                {{taker}}({{windowed}}, in from);
                """
            : $$"""
                long at = EventTime.Of({{on.Text}});
                bool isLate = true;
                for (long start = EventTime.WindowStart(at, {{every}}); start > at - {{size}}; start -= {{every}})
                {
                    long end = start + {{size}};
                    if (from.IsLate({{_number}}, end + {{kept}}))
                    {
                        break;
                    }

                    isLate = false;
                    {{taker}}({{windowed}}, in from);
                }

                if (isLate)
                {
                    {{late}}
                }
                """;
        string summary = node.Window.IsOpen ? "The row's time goes on in place of its window, unless it is late."
            : node.Window.Size == node.Window.Every ? "The window that the row is in, unless it is late."
            : "The windows that the row is in, unless it is late.";
        place.RowMethod(method, input.RowName, summary, statements + body);
        return method;
    }

    private static string Windowed(Rows input, Rows output, string start, string end)
    {
        IEnumerable<string> values = output.Row.Fields.Select((field, i) =>
            i == output.Row.Fields.Length - 2 ? $"EventTime.Instant({start})"
            : i == output.Row.Fields.Length - 1 ? $"EventTime.Instant({end})"
            : input.Column("row", field.Name).Text);
        return $"new {output.RowName}({string.Join(", ", values)})";
    }

    // Counted and, where the program names a place, written as they are before the step.
    private string Late(BoundEndpoint? to, string what, Rows input, StreamClass place)
    {
        string counted = $"from.Late({_number});";
        if (to is not { } sink)
        {
            return counted;
        }

        string rows = _file.Types.Take(Names.Pascal($"{_name}_{what}_rows"));
        _file.Declarations.Line();
        _file.Declarations.Line(RowsEmitter.Emit(rows, input.RowName, input.Row, isUpdates: false, _file.Types).TrimEnd('\n'));
        string field = _file.Round.TakeField($"{_name}_{what}");
        string side = _file.SideName(_route.Write.Name, what);
        _file.Sides.Add(new StreamSide(sink, side, Literals.Columns(input.Row.Fields), (field, rows)));
        if (place == _file.Round)
        {
            return $"{counted}\n    {field}.Items.Add(row);";
        }

        string list = Collect($"List<{input.RowName}>", what);
        _file.Merging.Add($"{field}.Items.AddRange(from.{list});");
        return $"{counted}\n    _collected.{list}.Add(row);";
    }
}
