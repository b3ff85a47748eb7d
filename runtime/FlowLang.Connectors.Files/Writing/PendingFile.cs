namespace FlowLang.Connectors.Files;

/// <summary>A file or folder written aside, and the path it will have.</summary>
internal sealed record PendingFile(string Sink, string Aside, string Target, bool IsFolder)
{
    /// <summary>Makes it visible under its name in one step, and durable.</summary>
    public void Commit()
    {
        try
        {
            if (IsFolder)
            {
                ExchangeFolder();
            }
            else
            {
                File.Move(Aside, Target, overwrite: true);
            }

            Posix.Flush(Path.GetDirectoryName(Target) ?? "/");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotWrite(Sink, Target, e.Message);
        }
    }

    private void ExchangeFolder()
    {
        if (!Directory.Exists(Target))
        {
            Directory.Move(Aside, Target);
            return;
        }

        if (Posix.TryExchange(Aside, Target))
        {
            AsideName.Delete(Aside);
            return;
        }

        string old = AsideName.ForOld(Target);
        Directory.Move(Target, old);
        Directory.Move(Aside, Target);
        AsideName.Delete(old);
    }
}
