using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>How values of a file's types are kept in state: each record struct has a form of its own, written once.</summary>
internal sealed class StateForms(StructTypes types)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly CodeWriter _code = new();

    /// <summary>The C# name of the form of a type's values.</summary>
    public string Of(TypeRef type)
    {
        string form = type.Type switch
        {
            ListType list => $"ItemsForm<{types.Name(list.Element.Type)}?, {Of(list.Element.OrNull)}>",
            MapType map => $"MapForm<{types.Name(map.Value.Type)}?, {Of(map.Value.OrNull)}>",
            RowType row => Of(types.Name(row), row),
            _ => "ScalarForm",
        };
        return !type.Nullable ? form
            : CSharpTypes.IsReference(type.Type) ? "OptionalTextForm"
            : $"OptionalForm<{types.Name(type.Type)}, {form}>";
    }

    /// <summary>The form of a record struct.</summary>
    /// <param name="name">The struct's.</param>
    /// <param name="row">Its fields.</param>
    public string Of(string name, RowType row)
    {
        if (!_names.TryGetValue(name, out string? form))
        {
            form = types.Take(name[(name.LastIndexOf('.') + 1)..] + "Form");
            _names.Add(name, form);
            Declare(form, name, row);
        }

        return form;
    }

    /// <summary>Writes the forms that were asked for.</summary>
    public void Write(CodeWriter code) => code.Line(_code.ToString().TrimEnd('\n'));

    private void Declare(string form, string name, RowType row)
    {
        string[] properties = RowStruct.Properties(row.Fields.Select(f => f.Name));
        (string Property, string Arguments)[] parts =
            [.. row.Fields.Select((f, i) => (properties[i], $"<{types.Name(f.Type)}, {Of(f.Type)}>"))];
        _code.Line();
        _code.Line($"internal readonly struct {form} : IStateForm<{name}>");
        using (_code.Block())
        {
            _code.Line($"public static void Write({name} value, ref StateWriter writer)");
            using (_code.Block())
            {
                parts.ToList().ForEach(p => _code.Line($"writer.Write{p.Arguments}(value.{p.Property});"));
            }

            _code.Line();
            IEnumerable<string> reads = parts.Select(p => $"reader.Read{p.Arguments}()");
            _code.Line($"public static {name} Read(ref StateReader reader) => new({string.Join(", ", reads)});");
        }
    }
}
