using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using FlowLang.Driver.Workspaces;

namespace FlowLang.Driver.Deploying;

/// <summary>The sources of a workspace as a revision had them, in a folder of the same name that goes with this.</summary>
internal sealed class GitSources : IDisposable
{
    private readonly DirectoryInfo _around;

    private GitSources(string name)
    {
        _around = Directory.CreateTempSubdirectory("flowc-");
        Folder = _around.CreateSubdirectory(name).FullName;
    }

    public string Folder { get; }

    /// <param name="revision">As git takes it: a tag, a branch, a commit.</param>
    /// <param name="workspace">The folder as it lies there now.</param>
    /// <param name="cancel">Stops.</param>
    public static GitSources Of(string revision, string workspace, CancellationToken cancel)
    {
        GitSources sources = new(WorkspaceName.Of(workspace));
        try
        {
            sources.Take(revision, workspace, cancel);
            return sources;
        }
        catch
        {
            sources.Dispose();
            throw;
        }
    }

    public void Dispose() => _around.Delete(recursive: true);

    private void Take(string revision, string workspace, CancellationToken cancel)
    {
        using MemoryStream told = Git(revision, workspace, ["rev-parse", "--show-toplevel", "--show-prefix"]);
        string[] places = Encoding.UTF8.GetString(told.ToArray()).Split('\n');
        string tree = places[1].Length == 0 ? revision : $"{revision}:{places[1].TrimEnd('/')}";
        using MemoryStream archive = Git(revision, places[0], ["archive", "--format=tar", tree]);
        using TarReader tar = new(archive);
        while (tar.GetNextEntry() is { } entry)
        {
            cancel.ThrowIfCancellationRequested();
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && IsSource(entry.Name))
            {
                string path = Path.Combine(Folder, entry.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
                entry.ExtractToFile(path, overwrite: true);
            }
        }
    }

    private static bool IsSource(string file) =>
        !file.Split('/').Contains("..") && (file.EndsWith(".flow", StringComparison.Ordinal)
            || file.EndsWith(".cs", StringComparison.Ordinal) || file == Workspace.LockFile);

    /// <summary>What git prints.</summary>
    private static MemoryStream Git(string revision, string folder, string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process git = Process.Start(start) ?? throw new DriverException("git did not start");
            Task<string> errors = git.StandardError.ReadToEndAsync();
            MemoryStream output = new();
            git.StandardOutput.BaseStream.CopyTo(output);
            git.WaitForExit();
            output.Position = 0;
            return git.ExitCode == 0 ? output : throw new DriverException($"`{revision}` is neither a file nor a revision of the program")
            {
                Why = errors.GetAwaiter().GetResult().Trim().Split('\n')[0],
                Help = "name a build's folder, its package, its variables, its manifest, or a revision that has the workspace",
            };
        }
        catch (Win32Exception e)
        {
            throw new DriverException($"`{revision}` is no file, and there is no git to look for a revision of that name", e);
        }
    }
}
