using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>Tests, and values made of and taken from parts.</summary>
internal sealed partial class ExpressionEmitter
{
    private EmittedValue In(BoundIn test)
    {
        EmittedValue operand = Settle(Emit(test.Operand));
        EmittedValue[] options = [.. test.Options.Select(o => Settle(Emit(o)))];
        SqlExpression value = options.Length == 0
            ? new SqlText(test.Negated ? "true" : "false", IsConstant: true)
            : new SqlIn(operand.Value, [.. options.Select((o, i) => Plain(test.Options[i], o.Value))], test.Negated);
        return Together(value, [operand, .. options]);
    }

    private EmittedValue Between(BoundBetween range)
    {
        EmittedValue operand = Settle(Emit(range.Operand));
        EmittedValue low = Settle(Emit(range.Low));
        EmittedValue high = Settle(Emit(range.High));
        SqlExpression value = new SqlBinary(
            range.Negated ? "NOT BETWEEN" : "BETWEEN", dialect.Ordered(operand.Value, range.Operand.Type.Type),
            new SqlText($"{dialect.Operand(Plain(range.Low, low.Value))} AND {dialect.Operand(Plain(range.High, high.Value))}",
                Math.Max(low.Value.Level, high.Value.Level)));
        return Together(value, operand, low, high);
    }

    private EmittedValue IsNull(BoundIsNull test)
    {
        EmittedValue operand = Settle(Emit(test.Operand));
        return Together(new SqlIsNull(operand.Value, test.Negated), operand);
    }

    private EmittedValue Like(BoundLike like) => Strict(
        [like.Operand],
        values => new SqlText(dialect.Like(dialect.Operand(values[0]), like.Pattern, like.Negated), values[0].Level), fails: false);

    private EmittedValue Field(BoundField field)
    {
        EmittedValue operand = Settle(Emit(field.Operand));
        return Together(dialect.Field(operand.Value, (RowType)field.Operand.Type.Type, field.Name), operand);
    }

    private EmittedValue Index(BoundIndex index)
    {
        EmittedValue operand = Settle(Emit(index.Operand));
        EmittedValue at = Settle(Emit(index.Index));
        SqlMapping mapping = Supported(dialect.Index(index.Operand.Type.Type));
        SqlExpression value = Mapped(mapping, [index.Operand, index.Index], [operand.Value, at.Value], index.Type).Value;
        return Together(value, operand, at);
    }

    private EmittedValue List(BoundList list)
    {
        EmittedValue[] items = [.. list.Items.Select(i => Settle(Emit(i)))];
        SqlText value =
            new(dialect.List((ListType)list.Type.Type, items.Select(i => dialect.Print(i.Value))), Level(items));
        return Together(new SqlCast(value, list.Type.Type), items);
    }

    private static int Level(EmittedValue[] values) => values.Select(v => v.Value.Level).Append(0).Max();

    private EmittedValue Struct(BoundStruct item)
    {
        EmittedValue[] values = [.. item.Fields.Select(f => Settle(Emit(f.Value)))];
        IEnumerable<(string, string)> fields = item.Fields.Zip(values, (f, v) => (f.Name, dialect.Print(v.Value)));
        SqlText value = new(dialect.Struct((RowType)item.Type.Type, fields), Level(values));
        return Together(value, values);
    }

    private EmittedValue Analytic(BoundAnalytic call)
    {
        EmittedValue[] arguments = [.. call.Arguments.Select(a => Settle(Emit(a)))];
        EmittedValue[] by = [.. call.By.Select(b => Settle(Emit(b)))];
        EmittedValue[] sort = [.. call.Sort.Where(s => s.Value is not BoundLiteral).Select(s => Settle(Emit(s.Value)))];
        EmittedValue[] all = [.. arguments, .. by, .. sort];
        int level = Level(all);
        SqlMapping mapping = Supported(call.Analytic is { } analytic
            ? dialect.Mapping(analytic)
            : dialect.Mapping(call.Aggregate ?? throw new System.Diagnostics.UnreachableException("an analytic call of nothing")));
        ImmutableArray<string> texts = [.. call.Arguments.Zip(arguments, (a, value) => dialect.Argument(a, value.Value))];
        SqlCall sql = SqlCall.Of(call.Arguments, texts, call.Type, dialect.Type) with
        {
            Over = $" OVER ({Window(call, by, sort)})",
        };

        // Windows stand in a projection of their own: engines refuse them in most other places.
        SqlText text = new(mapping.Value(sql), level);
        SqlExpression value = Hoist(text);
        EmittedValue together = Together(value, all);
        if (!call.Fails || mapping.Failed is null)
        {
            return together;
        }

        SqlExpression own =
            Hoist(new SqlText(mapping.Failed(sql).Replace(text.Text, dialect.Print(value), StringComparison.Ordinal), value.Level));
        SqlExpression failed = Logic.Or(FailedOf(together), own);
        return together with { Failed = _ => failed };
    }

    private string Window(BoundAnalytic call, EmittedValue[] by, EmittedValue[] sort)
    {
        List<string> parts = [];
        if (by.Length > 0)
        {
            parts.Add($"PARTITION BY {string.Join(", ", by.Select((b, i) => dialect.Print(Key(call.By[i], b.Value))))}");
        }

        if (sort.Length > 0)
        {
            IEnumerable<SqlSortKey> keys = call.Sort.Where(s => s.Value is not BoundLiteral)
                .Zip(sort, (key, value) => new SqlSortKey(Key(key.Value, value.Value), key.Descending));
            parts.Add($"ORDER BY {string.Join(", ", keys.Select(dialect.Print))}");
        }

        if (call.Frame is { } frame)
        {
            parts.Add($"ROWS BETWEEN {Bound(frame.Start, "PRECEDING")} AND {Bound(frame.End, "FOLLOWING")}");
        }

        return string.Join(' ', parts);
    }

    private static string Bound(long? offset, string unbounded) => offset switch
    {
        null => $"UNBOUNDED {unbounded}",
        0 => "CURRENT ROW",
        < 0 => $"{(-offset.Value).ToString(CultureInfo.InvariantCulture)} PRECEDING",
        _ => $"{offset.Value.ToString(CultureInfo.InvariantCulture)} FOLLOWING",
    };
}
