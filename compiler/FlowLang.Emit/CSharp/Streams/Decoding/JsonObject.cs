using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// The method that reads a struct from an object: one pass over its members, of which the declared ones mostly come in their order and
/// others are skipped. Of a member that comes twice the last one counts, and null is as good as none.
/// </summary>
internal sealed class JsonObject(JsonReaders readers, string typeName, RowType row, bool isColumns)
{
    private readonly CodeWriter _code = new();
    private readonly (RowField Field, string Local, string? Seen)[] _members = Members(row);

    public string Write(string name)
    {
        string find = readers.Take($"Find{name["Read".Length..]}");
        string forms = isColumns && readers.IsDebezium ? "DebeziumForm[] forms, " : "";
        _code.Line($"private static DecodeError {name}(");
        _code.Line($"    ref Utf8JsonReader reader, ReadOnlySpan<byte> record, {forms}out {typeName} value)");
        using (_code.Block())
        {
            _code.Line("value = default;");
            If("reader.TokenType != JsonTokenType.StartObject", () => _code.Line(isColumns && !readers.IsDebezium
                ? "return DecodeErrors.Malformed(\"it is not a JSON object\");"
                : "return DecodeErrors.NotOfType(\"\", \"an object\", ref reader);"));
            Locals();
            _code.Line("int expected = 0;");
            _code.Line("while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)");
            using (_code.Block())
            {
                _code.Line($"int member = {find}(ref reader, expected);");
                _code.Line("reader.Read();");
                If("member < 0", () =>
                {
                    _code.Line("reader.Skip();");
                    _code.Line("continue;");
                });
                _code.Line("expected = member + 1;");
                if (_members.Length > 0)
                {
                    _code.Line("switch (member)");
                    using (_code.Block())
                    {
                        for (int i = 0; i < _members.Length; i++)
                        {
                            Case(i);
                        }
                    }
                }
            }

            _code.Line();
            Finish();
        }

        JsonNames.Write(_code, find, [.. row.Fields.Select(f => f.Name)]);
        return _code.ToString().TrimEnd('\n');
    }

    private static (RowField Field, string Local, string? Seen)[] Members(RowType row)
    {
        NameScope names = new();
        foreach (string taken in (ReadOnlySpan<string>)["reader", "record", "value", "expected", "member", "start", "error", "read"])
        {
            names.Take(taken);
        }

        return [.. row.Fields.Select(f => (
            f, names.Take(Names.Camel(f.Name)), f.Type.Nullable ? null : names.Take($"has{Names.Pascal(f.Name)}")))];
    }

    private void Locals()
    {
        foreach ((RowField field, string local, string? seen) in _members)
        {
            _code.Line($"{readers.Types.Name(field.Type)} {local} = default;");
            if (seen is not null)
            {
                _code.Line($"bool {seen} = false;");
            }
        }
    }

    private void Case(int index)
    {
        (RowField field, string local, string? seen) = _members[index];
        _code.Line($"case {index}:");
        using (_code.Indent())
        {
            using (_code.Block())
            {
                If("reader.TokenType == JsonTokenType.Null", () =>
                {
                    _code.Line(seen is null ? $"{local} = null;" : $"{seen} = false;");
                    _code.Line("break;");
                });
                Value(index, field, local, seen);
                _code.Line("break;");
            }
        }
    }

    private void Value(int index, RowField field, string local, string? seen)
    {
        FlowType type = field.Type.Type;
        string name = readers.Types.Name(type);
        bool isDirect = seen is not null || CSharpTypes.IsReference(type);
        string target = isDirect ? $"out {local}" : $"out {name} read";
        string quoted = CSharpText.Quote(field.Name);
        if (JsonReaders.HasParts(type))
        {
            _code.Line("Utf8JsonReader start = reader;");
            string method = isColumns ? readers.Column(type) : readers.Of(type);
            _code.Line($"DecodeError error = {method}(ref reader, record, {target});");
            If("!error.IsNone", () =>
            {
                If($"!JsonValues.IsRepeated(start, {quoted}u8)", () => _code.Line($"return error.In({quoted});"));
                _code.Line("reader = start;");
                _code.Line("reader.Skip();");
                _code.Line("break;");
            });
        }
        else
        {
            If($"!{readers.Scalar(type, target, isColumns, isColumns ? index : null)}", () =>
            {
                If($"!JsonValues.IsRepeated(reader, {quoted}u8)", () => _code.Line(
                    $"return DecodeErrors.NotOfType({quoted}, {CSharpText.Quote(readers.Described(type))}, ref reader);"));
                _code.Line("reader.Skip();");
                _code.Line("break;");
            });
        }

        if (!isDirect)
        {
            _code.Line($"{local} = read;");
        }

        if (seen is not null)
        {
            _code.Line($"{seen} = true;");
        }
    }

    private void Finish()
    {
        foreach ((RowField field, _, string? seen) in _members.Where(m => m.Seen is not null))
        {
            If($"!{seen}", () => _code.Line($"return DecodeErrors.Missing({CSharpText.Quote(field.Name)});"));
        }

        _code.Line($"value = new({string.Join(", ", _members.Select(m => m.Local))});");
        _code.Line("return DecodeError.None;");
    }

    private void If(string condition, Action then)
    {
        _code.Line($"if ({condition})");
        using (_code.Block())
        {
            then();
        }

        _code.Line();
    }
}
