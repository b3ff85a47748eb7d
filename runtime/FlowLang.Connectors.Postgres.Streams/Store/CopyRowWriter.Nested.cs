using System.Diagnostics;
using FlowLang.Connectors.Postgres;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Lists as arrays; structs, maps and lists of lists as documents.</summary>
internal unsafe partial struct CopyRowWriter
{
    public void BeginList(int count)
    {
        if (_depth == 0 && Peek().Kind == CopyKind.Array)
        {
            BeginArray(Next().Element ?? throw new UnreachableException(), count);
            return;
        }

        Descend();
        Documents.BeginList(count);
    }

    public void EndList()
    {
        if (_depth == 0)
        {
            _element = null;
            buffer.PatchLength(_array);
            return;
        }

        Documents.EndList();
        Ascend();
    }

    public void BeginStruct()
    {
        Descend();
        Documents.BeginStruct();
    }

    public void EndStruct()
    {
        Documents.EndStruct();
        Ascend();
    }

    public void BeginMap(int count)
    {
        Descend();
        Documents.BeginMap(count);
    }

    public void EndMap()
    {
        Documents.EndMap();
        Ascend();
    }

    private void BeginArray(CopyField element, int count)
    {
        _element = element;
        _array = buffer.Length;
        buffer.WriteInt32(0);
        buffer.WriteInt32(count == 0 ? 0 : 1);
        buffer.WriteInt32(1);
        buffer.WriteInt32((int)PostgresTypes.Oid(element.Column.Type));
        if (count > 0)
        {
            buffer.WriteInt32(count);
            buffer.WriteInt32(1);
        }
    }

    // Structs, maps and lists of lists are documents.
    private void Descend()
    {
        if (_depth++ == 0)
        {
            CopyField field = Next();
            _document = buffer.Length;
            buffer.WriteInt32(0);
            buffer.Write([JsonText.Version]);
            Documents.Clear();
            Documents.BeginValue(field.Column);
        }
    }

    private void Ascend()
    {
        if (--_depth == 0)
        {
            Documents.EndValue();
            RequireStorable(_element ?? fields[_field - 1], Documents.Written.Span);
            buffer.Write(Documents.Written.Span);
            buffer.PatchLength(_document);
        }
    }
}
