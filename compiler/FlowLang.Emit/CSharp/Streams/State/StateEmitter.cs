using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Writes the class that keeps an operator's groups: keys and groups as bytes and back, and how a part of a group is merged into another.
/// Rows for aggregates with an order of their own are kept whole, so that any split and order of parts gives the same.
/// </summary>
internal static class StateEmitter
{
    /// <param name="className">Of the empty struct.</param>
    /// <param name="keyName">The record struct of a key.</param>
    /// <param name="key">Its fields.</param>
    /// <param name="group">What is kept of a group.</param>
    /// <param name="forms">Of the file.</param>
    /// <param name="window">Where groups are in windows.</param>
    public static string Emit(
        string className, string keyName, RowType key, GroupStruct group, StateForms forms, KeyWindow? window = null)
    {
        CodeWriter code = new();
        string keyForm = forms.Of(keyName, key);
        string? rows = group.Rows is { } kept ? $"<{kept.RowName}, {forms.Of(kept.RowName, kept.Row)}>" : null;
        code.Line("/// <summary>Groups as state.</summary>");
        string form = window?.Interface ?? "IGroupForm";
        code.Line($"internal readonly struct {className} : {form}<{keyName}, {group.Name}>");
        using (code.Block())
        {
            foreach (string member in window?.Members ?? [])
            {
                code.Line(member);
                code.Line();
            }

            code.Line($"public static void WriteKey(in {keyName} key, ref StateWriter writer) => {keyForm}.Write(key, ref writer);");
            code.Line();
            code.Line($"public static {keyName} ReadKey(ref StateReader reader) => {keyForm}.Read(ref reader);");
            code.Line();
            Write(code, group, rows, forms);
            code.Line();
            Read(code, group, rows, forms);
            code.Line();
            Merge(code, group);
        }

        return code.ToString();
    }

    private static void Write(CodeWriter code, GroupStruct group, string? rows, StateForms forms)
    {
        code.Line($"public static void WriteGroup(in {group.Name} group, ref StateWriter writer)");
        using (code.Block())
        {
            foreach (GroupMember member in group.Members)
            {
                code.Line($"group.{member.Name}.Write{Form(member, forms)}(ref writer);");
            }

            if (rows is not null)
            {
                code.Line($"ListForm.Write{rows}(group.Rows, ref writer);");
            }
        }
    }

    private static void Read(CodeWriter code, GroupStruct group, string? rows, StateForms forms)
    {
        code.Line($"public static {group.Name} ReadGroup(ref StateReader reader) => new()");
        using (code.Block("};"))
        {
            foreach (GroupMember member in group.Members)
            {
                code.Line($"{member.Name} = {member.Type}.Read{Form(member, forms)}(ref reader),");
            }

            if (rows is not null)
            {
                code.Line($"Rows = ListForm.Read{rows}(ref reader),");
            }
        }
    }

    private static void Merge(CodeWriter code, GroupStruct group)
    {
        code.Line($"public static void Merge(ref {group.Name} into, in {group.Name} other)");
        using (code.Block())
        {
            foreach (GroupMember member in group.Members)
            {
                code.Line($"into.{member.Name}.Merge(in other.{member.Name});");
            }

            if (group.Rows is not null)
            {
                code.Line("ListForm.Merge(ref into.Rows, other.Rows);");
            }
        }
    }

    private static string Form(GroupMember member, StateForms forms) =>
        member.Held is { } held ? $"<{forms.Of(new TypeRef(held))}>" : "";
}
