using System.Collections.Immutable;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Json;

/// <summary>
/// One row as the text of a JSON object, in the form that "Rejected rows" of docs/language.md states and every engine writes: digits stay
/// as they are, so no engine's own JSON functions write numbers.
/// </summary>
internal abstract class RowJson(SqlDialect dialect)
{
    // Beyond it a float64, which is what readers make of a JSON number, has not every integer.
    private const string SafeRange = "BETWEEN -9007199254740991 AND 9007199254740991";

    protected SqlDialect Dialect => dialect;

    /// <summary>The row; names and values in their order, nothing between the tokens.</summary>
    /// <param name="members">Each value one operand.</param>
    public string Object(IEnumerable<(string Name, FlowType Type, string Value)> members) => Members(members, depth: 0);

    /// <summary>One value.</summary>
    /// <param name="value">One operand.</param>
    public string Single(FlowType type, string value) => Value(type, value, depth: 0);

    /// <summary>The text of a list's items with commas between.</summary>
    protected abstract string Items(ListType type, string list, int depth);

    /// <summary>The text of a map's members with commas between, by key in the order of code points.</summary>
    protected abstract string Entries(MapType type, string map, int depth);

    protected abstract string Field(RowType type, string operand, RowField field);

    /// <summary>Strings put together; none of them is null.</summary>
    protected abstract string Concat(IReadOnlyList<string> parts);

    /// <summary>A text in quotes, with the escapes of JSON.</summary>
    protected abstract string Quoted(string text);

    protected abstract string Base64(string bytes);

    protected abstract string IsFinite(string number);

    /// <summary>An interval's months, days and microseconds as integers.</summary>
    protected abstract (string Months, string Days, string Microseconds) Parts(string interval);

    /// <summary>The value as `to_text` writes it; json on one line.</summary>
    protected abstract string Text(FlowType type, string value, int depth);

    /// <summary>JSON of a value, also of none.</summary>
    protected string Value(FlowType type, string value, int depth) =>
        type is NullType ? "'null'" : $"coalesce({Present(type, value, depth)}, 'null')";

    private string Present(FlowType type, string value, int depth) => type switch
    {
        BoolType or IntegerType { Bits: < 64 } => Text(type, value, depth),
        IntegerType => $"CASE WHEN {value} {SafeRange} THEN {Text(type, value, depth)} ELSE {InQuotes(Text(type, value, depth))} END",
        FloatType => $"CASE WHEN {IsFinite(value)} THEN {Text(type, value, depth)} ELSE {InQuotes(Text(type, value, depth))} END",
        TextType or EnumType => Quoted(value),
        BytesType => InQuotes(Base64(value)),
        JsonType => Text(type, value, depth),
        IntervalType => Interval(value),
        ListType list => WherePresent(value, Concat(["'['", $"coalesce({Items(list, value, depth)}, '')", "']'"])),
        MapType map => WherePresent(value, Concat(["'{'", $"coalesce({Entries(map, value, depth)}, '')", "'}'"])),
        RowType row => WherePresent(
            value, Members(row.Fields.Select(f => (f.Name, f.Type.Type, Field(row, value, f))), depth)),
        _ => InQuotes(Text(type, value, depth)),
    };

    private string Members(IEnumerable<(string Name, FlowType Type, string Value)> members, int depth)
    {
        List<string> parts = [];
        foreach ((string name, FlowType type, string value) in members)
        {
            parts.Add(dialect.Text($"{(parts.Count == 0 ? "{" : ",")}{JsonName.Of(name)}:"));
            parts.Add(Value(type, value, depth));
        }

        return parts.Count == 0 ? "'{}'" : Concat([.. parts, "'}'"]);
    }

    private string Interval(string value)
    {
        (string months, string days, string microseconds) = Parts(value);
        return WherePresent(value, Concat(
        [
            "'{\"months\":'", Text(IntegerType.Int64, months, 0), "',\"days\":'", Text(IntegerType.Int64, days, 0),
            "',\"microseconds\":'", Text(IntegerType.Int64, microseconds, 0), "'}'",
        ]));
    }

    // Null where the text is: what has no text is told by the caller.
    private static string InQuotes(string text) => $"('\"' || {text} || '\"')";

    private static string WherePresent(string value, string text) => $"CASE WHEN {value} IS NOT NULL THEN {text} END";

    /// <summary>A call of a conversion to text.</summary>
    protected SqlCall ToText(FlowType type, string value) =>
        new([value], [new TypeRef(type, Nullable: true)], [null], new TypeRef(TextType.Instance, Nullable: true), dialect.Type);
}
